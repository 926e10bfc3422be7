import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// Keeps what is written, and fails as scripted.
private final class ListSink: EventSink {
  fileprivate struct State {
    var created: [Event] = []
    var patched: [Event] = []
    var failures: [KubeError] = []
    var calls = 0
  }

  fileprivate let state = Lock(State())

  init(failures: [KubeError] = []) { state.withLock { $0.failures = failures } }

  var created: [Event] { state.withLock { $0.created } }
  var patched: [Event] { state.withLock { $0.patched } }
  var calls: Int { state.withLock { $0.calls } }

  func create(_ event: Event) async throws(KubeError) {
    try take()
    state.withLock { $0.created.append(event) }
  }

  func patchSeries(_ event: Event) async throws(KubeError) {
    try take()
    state.withLock { $0.patched.append(event) }
  }

  private func take() throws(KubeError) {
    try state.withLock { state throws(KubeError) in
      state.calls += 1
      if !state.failures.isEmpty { throw state.failures.removeFirst() }
    }
  }
}

@Suite("Events", .timeLimit(.minutes(1)))
struct EventTests {
  private let time = ManualTime()
  private let noon = Timestamp(seconds: 1_767_225_600)

  private var regarding: ObjectReference {
    var reference = ObjectReference()
    (reference.kind, reference.namespace, reference.name) = ("NetRisk", "shop", "web")
    return reference
  }

  private func event(_ note: String, about name: String = "web") -> Event {
    var event = Event()
    event.regarding = regarding
    event.regarding.name = name
    (event.type, event.reason, event.action, event.note) = ("Warning", "RiskDetected", "Analyse", note)
    return event
  }

  private func recorder(_ sink: ListSink, _ change: (inout EventSettings) -> Void = { _ in }) -> EventRecorder {
    var settings = EventSettings()
    change(&settings)
    return EventRecorder(
      sink, controller: "netrisk.dev/operator", instance: "op-0", settings: settings, time: time, seed: 1)
  }

  private func record(_ recorder: EventRecorder, _ note: String) {
    recorder.record(regarding, type: "Warning", reason: "RiskDetected", action: "Analyse", note: note)
  }

  @Test("An event carries what the API server wants to know")
  func fields() async throws {
    let sink = ListSink()
    let recorder = recorder(sink)
    record(recorder, "High")
    async let run: Void = recorder.run()
    await recorder.flush()
    await run
    let event = try #require(sink.created.first)
    #expect(event.metadata.namespace == "shop")
    #expect(event.metadata.name == "web." + String(1_767_225_600_000_000_000 as UInt64, radix: 16))
    #expect(event.eventTime == noon)
    #expect(event.reportingController == "netrisk.dev/operator" && event.reportingInstance == "op-0")
    #expect(event.note == "High" && event.series == nil)
    #expect(recorder.dropped == 0)
  }

  @Test("The same event again is a series of the first, and a new one after six minutes")
  func series() {
    var correlator = EventCorrelator(EventSettings())
    #expect(correlator.decide(event("a"), at: .zero, wallClock: noon) == .create(event("a")))
    for count: Int32 in 2...4 {
      var expected = event("a")
      expected.series = EventSeries()
      expected.series?.count = count
      expected.series?.lastObservedTime = noon
      #expect(correlator.decide(event("a"), at: .seconds(count), wallClock: noon) == .patchSeries(expected))
    }
    #expect(correlator.decide(event("a"), at: .seconds(364), wallClock: noon) == .create(event("a")))
  }

  @Test("From the tenth note within ten minutes on, events come as one series")
  func aggregation() {
    var correlator = EventCorrelator(EventSettings())
    for index in 1...9 {
      #expect(correlator.decide(event("n\(index)"), at: .zero, wallClock: noon) == .create(event("n\(index)")))
    }
    let combined = event("(combined from similar events): n10")
    #expect(correlator.decide(event("n10"), at: .zero, wallClock: noon) == .create(combined))
    guard case .patchSeries(let series) = correlator.decide(event("n11"), at: .zero, wallClock: noon) else {
      Issue.record("no series")
      return
    }
    #expect(series.series?.count == 2)
    #expect(series.note == combined.note)
    #expect(correlator.decide(event("n12"), at: .seconds(601), wallClock: noon) == .create(event("n12")))
  }

  @Test("About one object 25 events come at once, then one in five minutes; others are not held up")
  func spam() {
    var correlator = EventCorrelator(EventSettings())
    for _ in 1...25 { #expect(correlator.decide(event("a"), at: .zero, wallClock: noon) != .drop) }
    #expect(correlator.decide(event("a"), at: .zero, wallClock: noon) == .drop)
    #expect(correlator.decide(event("a", about: "db"), at: .zero, wallClock: noon) != .drop)
    #expect(correlator.decide(event("a"), at: .seconds(299), wallClock: noon) == .drop)
    #expect(correlator.decide(event("a"), at: .seconds(301), wallClock: noon) != .drop)
    #expect(correlator.decide(event("a"), at: .seconds(301), wallClock: noon) == .drop)
  }

  @Test("What is remembered is bounded, and what was used last is kept")
  func bounded() {
    var correlator = EventCorrelator(
      {
        var settings = EventSettings()
        settings.cacheLimit = 3
        return settings
      }())
    for name in ["a", "b", "c", "a", "d"] { _ = correlator.decide(event("n", about: name), at: .zero, wallClock: noon) }
    guard case .patchSeries = correlator.decide(event("n", about: "a"), at: .zero, wallClock: noon) else {
      Issue.record("the one used last was forgotten")
      return
    }
    let again = event("n", about: "b")
    #expect(correlator.decide(again, at: .zero, wallClock: noon) == .create(again))
  }

  @Test("Recording never waits: beyond the queue's length events are dropped")
  func queueLimit() async {
    let sink = ListSink()
    let recorder = recorder(sink) { $0.queueLimit = 5 }
    for index in 0..<8 { record(recorder, "n\(index)") }
    #expect(recorder.dropped == 3)
    async let run: Void = recorder.run()
    await recorder.flush()
    await run
    #expect(sink.created.map(\.note) == ["n0", "n1", "n2", "n3", "n4"])
    record(recorder, "late")
    #expect(sink.created.count == 5)
  }

  @Test("Without an answer an event is tried twelve times, ten seconds apart, the first wait shorter")
  func tries() async {
    let sink = ListSink(failures: Array(repeating: .refused, count: 12))
    let recorder = recorder(sink)
    record(recorder, "a")
    let run = Task { await recorder.run() }
    for attempt in 1...11 {
      await time.sleepers(atLeast: 1)
      #expect(sink.calls == attempt)
      let wait = time.pendingSleeps.first ?? .zero
      #expect(attempt == 1 ? wait < .seconds(10) : wait == .seconds(10))
      time.advance(by: wait)
    }
    await recorder.flush()
    await run.value
    #expect(sink.calls == 12 && sink.created.isEmpty && recorder.dropped == 1)
  }

  @Test("A refusal is final, a busy server is not")
  func refusals() async {
    let sink = ListSink(failures: [.forbidden, .tooManyRequests])
    let recorder = recorder(sink)
    record(recorder, "refused")
    record(recorder, "kept")
    let run = Task { await recorder.run() }
    await time.sleepers(atLeast: 1)
    #expect(recorder.dropped == 1)
    time.advance(by: .seconds(10))
    await recorder.flush()
    await run.value
    #expect(sink.created.map(\.note) == ["kept"])
  }

  @Test("A series whose event has run out is created anew")
  func runOut() async {
    let sink = ListSink()
    let recorder = recorder(sink)
    record(recorder, "a")
    let run = Task { await recorder.run() }
    while sink.created.isEmpty { await Task.yield() }
    sink.failNext(.refusal(404, "NotFound"))
    record(recorder, "a")
    await recorder.flush()
    await run.value
    #expect(sink.created.count == 2)
    #expect(sink.created.last?.series?.count == 2)
  }

  @Test("A series whose event came back between patch and create is patched once more")
  func cameBack() async {
    let sink = ListSink()
    let recorder = recorder(sink)
    record(recorder, "a")
    let run = Task { await recorder.run() }
    while sink.created.isEmpty { await Task.yield() }
    sink.failNext(.refusal(404, "NotFound"))
    sink.failNext(.refusal(409, "AlreadyExists"))
    record(recorder, "a")
    await time.sleepers(atLeast: 1)
    time.advance(by: .seconds(10))
    await recorder.flush()
    await run.value
    #expect(sink.created.count == 1 && sink.patched.count == 1 && recorder.dropped == 0)
  }
}

extension ListSink {
  fileprivate func failNext(_ error: KubeError) { state.withLock { $0.failures.append(error) } }
}
