import KubeClient
import KubeCore
import KubeRuntime
import Support
import Telemetry
import TestSupport
import Testing

/// Reflectors against a server, in a time of their own.
@Suite("Reflector: scenarios", .timeLimit(.minutes(1)))
struct ReflectorScenarioTests {
  private let time = ManualTime()
  private let server = FakeServer()
  private let store = Store<Sample>()
  private let notices = Lock<[ReflectorNotice]>([])

  private func reflector(
    seed: UInt64 = 1, metrics: ReflectorMetrics? = nil, _ change: (inout ReflectorSettings) -> Void = { _ in }
  ) -> Reflector<FakeServer> {
    var settings = ReflectorSettings()
    change(&settings)
    return Reflector(
      server, into: store, settings: settings, time: time, seed: seed, metrics: metrics,
      notice: { [notices] notice in notices.withLock { $0.append(notice) } })
  }

  /// Returns once the store says the same as the server.
  private func inSync() async {
    while store.texts != server.texts || !store.isSynced, !Task.isCancelled { await Task.yield() }
  }

  /// Returns once the server has been asked so often.
  private func asked(_ count: Int) async {
    while server.requests.count < count, !Task.isCancelled { await Task.yield() }
  }

  /// Turns the clock by seconds, each time waiting until everybody sleeps again.
  private func pass(_ seconds: Int, sleepers: Int) async {
    for _ in 0..<seconds {
      await time.sleepers(atLeast: sleepers)
      time.advance(by: .seconds(1))
    }
    await time.sleepers(atLeast: sleepers)
  }

  @Test("A stream brings what exists and what changes, over one request", arguments: [true, false])
  func follows(isStreaming: Bool) async {
    server.setStreamsLists(isStreaming)
    server.put("a")
    server.put("b")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    await asked(isStreaming ? 1 : 3)
    server.put("c")
    server.delete("a")
    server.put("b")
    await inSync()
    #expect(server.requests == (isStreaming ? ["stream -"] : ["stream -", "list 0 limit 500", "watch 102"]))
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(server.openStreams == 0)
  }

  @Test("T13: a cut of sixty seconds costs no list", arguments: [KubeError.refused, .timedOut, .lost, .unavailable])
  func shortCut(error: KubeError) async {
    server.put("a")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    server.put("b")
    await inSync()
    time.advance(by: .seconds(5))
    server.fail(error)
    await pass(60, sleepers: 2)
    server.fail(nil)
    server.put("c")
    server.delete("a")
    await pass(62, sleepers: 1)
    await inSync()
    #expect(server.requests.first == "stream -")
    #expect(server.requests.dropFirst().allSatisfy { $0 == "watch 102" })
    run.cancel()
    _ = await run.result
  }

  @Test(
    "A server that is down for ten minutes sees at most one request in twenty seconds after the first minute",
    arguments: [KubeError.refused, .timedOut, .lost, .unavailable], [true, false])
  func longOutage(error: KubeError, wasSynced: Bool) async {
    for seed in [1, 2] as [UInt64] {
      let scenario = ReflectorScenarioTests()
      await scenario.outage(error, wasSynced: wasSynced, seed: seed)
    }
  }

  private func outage(_ error: KubeError, wasSynced: Bool, seed: UInt64) async {
    if !wasSynced { server.fail(error) }
    let reflector = reflector(seed: seed)
    let run = Task { try await reflector.run() }
    if wasSynced {
      await inSync()
      time.advance(by: .seconds(5))
      server.fail(error)
    }
    await pass(60, sleepers: 2)
    let afterMinute = server.requests.count
    await pass(540, sleepers: 2)
    #expect(server.requests.count - afterMinute <= 27)
    #expect(server.requests.count - afterMinute >= 8)
    server.fail(nil)
    server.put("b")
    let atReturn = server.requests.count
    await pass(62, sleepers: 1)
    await inSync()
    #expect(server.requests.count - atReturn <= 2)
    run.cancel()
    _ = await run.result
  }

  @Test("A frozen server is found within 95 s, without a list")
  func frozen() async {
    server.put("a")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    await time.sleepers(atLeast: 1)
    for second in 1...95 {
      time.advance(by: .seconds(1))
      if second == 60 { #expect(reflector.health.silentFor == .seconds(60)) }
      await time.sleepers(atLeast: 1)
    }
    await asked(2)
    #expect(server.requests == ["stream -", "watch 101"])
    #expect(notices.withLock { $0.contains(.silent) })
    run.cancel()
    _ = await run.result
  }

  @Test("Bookmarks keep a quiet watch open, and it goes on from the last of them")
  func bookmarks() async {
    server.put("a")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    for _ in 0..<10 {
      await pass(60, sleepers: 1)
      server.bookmark()
      while reflector.health.silentFor != .zero, !Task.isCancelled { await Task.yield() }
    }
    #expect(server.requests == ["stream -"])
    #expect(reflector.health.isFresh)
    server.endStreams()
    await asked(2)
    #expect(server.requests == ["stream -", "watch 101"])
    run.cancel()
    _ = await run.result
  }

  @Test("After 410 a list brings what was missed, deletions too")
  func expired() async {
    server.put("a")
    server.put("b")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    let subscriber = store.subscribe()
    _ = subscriber.takeTexts()
    time.advance(by: .seconds(5))
    server.fail(.refused)
    server.delete("a")
    server.put("c")
    server.compact()
    server.fail(nil)
    await pass(10, sleepers: 1)
    await inSync()
    #expect(Set(subscriber.takeTexts()) == ["?a@101", "+c@104"])
    #expect(server.requests.contains("stream 102"))
    run.cancel()
    _ = await run.result
  }

  @Test("W5 an event that cannot be read is said, and the change that it was comes with a list")
  func garbage() async {
    server.put("a")
    server.put("b")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    server.push(.added(Sample("", 900)))
    let error = WireError(expected: "a string", found: "a number", offset: 3)
    server.replaceNextEvent(by: .unreadable(error))
    server.delete("a")
    while notices.withLock({ $0.isEmpty }), !Task.isCancelled { await Task.yield() }
    await pass(2, sleepers: 1)
    await inSync()
    #expect(server.requests == ["stream -", "stream 102"])
    #expect(notices.withLock { $0 } == [.skipped(error)])
    run.cancel()
    _ = await run.result
  }

  @Test("S2 a server that answers 200 and then that it streams no lists gets a plain list, at once")
  func refusedWithinStream() async {
    // kube-apiserver whose etcd cannot report progress.
    server.refuseStreams(
      .refusal(
        500, "InternalError",
        message: "a watch stream was requested by the client but the required storage feature RequestWatchProgress is"
          + " disabled"))
    server.put("a")
    let reflector = reflector()
    let run = Task { try await reflector.run() }
    await inSync()
    await asked(3)
    #expect(server.requests == ["stream -", "list 0 limit 500", "watch 101"])
    #expect(time.uptime() == .zero)
    server.put("b")
    await inSync()
    #expect(server.requests.count == 3)
    run.cancel()
    _ = await run.result
  }

  @Test("R5 the self-check says which objects a streamed list has got wrong", arguments: [true, false])
  func consistency(isRight: Bool) async {
    let reflector = reflector { $0.checksConsistency = true }
    server.put("a")
    if !isRight { server.hideFromStreams("a") }
    let run = Task { try await reflector.run() }
    await asked(2)
    while !store.isSynced, !Task.isCancelled { await Task.yield() }
    server.put("b")
    while store["", "b"] == nil, !Task.isCancelled { await Task.yield() }
    #expect(server.requests == ["stream -", "list 101 limit 500"])
    let expected: [ReflectorNotice] = isRight ? [] : [.inconsistent([Sample("a", 1).key])]
    #expect(notices.withLock { $0 } == expected)
    run.cancel()
    _ = await run.result
  }

  @Test("R2 a resync delivers again and asks the server nothing")
  func resync() async {
    server.put("a")
    let reflector = reflector { $0.resyncPeriod = .seconds(3600) }
    let run = Task { try await reflector.run() }
    await inSync()
    let subscriber = store.subscribe()
    _ = subscriber.takeTexts()
    await time.sleepers(atLeast: 2)
    for _ in 0..<44 {
      server.bookmark()
      while reflector.health.silentFor != .zero, !Task.isCancelled { await Task.yield() }
      await time.sleepers(atLeast: 2)
      time.advance(by: .seconds(89))
    }
    while store.count == 0, !Task.isCancelled { await Task.yield() }
    await time.sleepers(atLeast: 2)
    #expect(subscriber.takeTexts() == ["a@101>a@101"])
    #expect(server.requests == ["stream -"])
    run.cancel()
    _ = await run.result
  }

  @Test("Lists and watches are counted")
  func metrics() async {
    let registry = MetricRegistry()
    server.put("a")
    let reflector = reflector(metrics: ReflectorMetrics(registry, name: "namespaces"))
    let run = Task { try await reflector.run() }
    await inSync()
    time.advance(by: .seconds(5))
    server.endStreams()
    await asked(2)
    let page = registry.exposition()
    for line in [
      "reflector_lists_total{name=\"namespaces\"} 1", "reflector_watches_total{name=\"namespaces\"} 1",
      "reflector_items_per_list_sum{name=\"namespaces\"} 1", "reflector_last_resource_version{name=\"namespaces\"} 101",
      "reflector_watch_duration_seconds_sum{name=\"namespaces\"} 5",
      "reflector_short_watches_total{name=\"namespaces\"} 0",
    ] { #expect(page.contains(line + "\n"), "\(line)") }
    run.cancel()
    _ = await run.result
  }
}
