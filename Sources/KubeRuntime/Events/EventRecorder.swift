import KubeClient
package import KubeCore
package import Support

/// Tells people, by Events of `events.k8s.io/v1`, what was done about an object (client-go `EventRecorder`).
///
/// ``record(_:type:reason:action:note:related:)`` never waits: events are written by ``run()``, and dropped where
/// too many
/// wait.
package final class EventRecorder: Sendable {
  private struct State {
    var queue = FIFO<Event>()
    var isWriting = false
    var dropped = 0
    var random: SplitMix64
    var correlator: EventCorrelator
  }

  private let sink: any EventSink
  private let settings: EventSettings
  private let controller: String
  private let instance: String
  private let time: any TimeSource
  private let state: Lock<State>
  private let arrival = Signal()
  private let written = Signal()
  private let stopping = Gate()

  /// - Parameters:
  ///   - controller: `netrisk.dev/operator`.
  ///   - instance: the name of the pod.
  package init(
    _ sink: any EventSink, controller: String, instance: String, settings: EventSettings = EventSettings(),
    time: any TimeSource, seed: UInt64
  ) {
    self.sink = sink
    self.settings = settings
    self.controller = controller
    self.instance = instance
    self.time = time
    state = Lock(State(random: SplitMix64(seed: seed), correlator: EventCorrelator(settings)))
  }

  /// Events that were dropped: too many waited, too many were about one object, or the server took none.
  package var dropped: Int { state.withLock { $0.dropped } }

  /// - Parameters:
  ///   - type: `Normal` or `Warning`.
  ///   - reason: why, in one word.
  ///   - action: what was done, in one word.
  ///   - note: one sentence.
  package func record(
    _ regarding: ObjectReference, type: String, reason: String, action: String, note: String,
    related: ObjectReference? = nil
  ) {
    guard !stopping.isOpen else { return }
    let wallClock = time.now()
    var event = Event()
    event.metadata.namespace = regarding.namespace.isEmpty ? "default" : regarding.namespace
    event.metadata.name = Self.name(regarding.name, wallClock)
    event.eventTime = wallClock
    event.reportingController = controller
    event.reportingInstance = instance
    event.regarding = regarding
    event.related = related
    (event.type, event.reason, event.action) = (type, reason, action)
    // The server refuses notes of 1 KiB and more.
    event.note = Self.cut(note, to: 1000)
    state.withLock { state in
      if state.queue.count < settings.queueLimit { state.queue.push(event) } else { state.dropped += 1 }
    }
    arrival.fire()
  }

  /// Writes events until the task is cancelled or ``flush()`` was called.
  package func run() async {
    while !Task.isCancelled {
      if let event = next() {
        await write(event)
        state.withLock { $0.isWriting = false }
        written.fire()
      } else if stopping.isOpen {
        break
      } else {
        await arrival.wait()
      }
    }
    written.fire()
  }

  /// Takes in nothing more; returns when all that waited has been written, or when the task is cancelled.
  package func flush() async {
    stopping.open()
    arrival.fire()
    while !Task.isCancelled, state.withLock({ !$0.queue.isEmpty || $0.isWriting }) { await written.wait() }
  }

  private func next() -> Event? {
    state.withLock { state in
      guard let event = state.queue.pop() else { return nil }
      state.isWriting = true
      return event
    }
  }

  // MARK: Writing

  private func write(_ event: Event) async {
    let decision = state.withLock { $0.correlator.decide(event, at: time.uptime(), wallClock: time.now()) }
    for attempt in 1...max(settings.tries, 1) {
      if await tryWriting(decision) { return }
      if attempt == settings.tries { break }
      do { try await time.sleep(for: wait(after: attempt)) } catch { return }
    }
    drop()
  }

  /// Whether it is settled, for better or worse.
  private func tryWriting(_ decision: EventCorrelator.Decision) async -> Bool {
    do throws(KubeError) {
      switch decision {
      case .drop: drop()
      case .create(let event): try await sink.create(event)
      case .patchSeries(let event): try await patch(event)
      }
      return true
    } catch {
      // A refusal will be the same next time; no answer may not. A busy server is no refusal.
      guard case .status = error, !error.isTooManyRequests, (error.code ?? 0) < 500 else { return Task.isCancelled }
      // A series whose event was missing, and is there now: the patch will find it.
      if case .patchSeries = decision, error.isAlreadyExists { return Task.isCancelled }
      drop()
      return true
    }
  }

  /// The event may have run out by its TTL: then it is made anew.
  private func patch(_ event: Event) async throws(KubeError) {
    do throws(KubeError) {
      try await sink.patchSeries(event)
    } catch {
      guard error.isNotFound else { throw error }
      try await sink.create(event)
    }
  }

  private func drop() { state.withLock { $0.dropped += 1 } }

  /// The first wait is drawn, so that not all clients come back at once.
  private func wait(after attempt: Int) -> Duration {
    guard attempt == 1 else { return settings.retryPeriod }
    return settings.retryPeriod * state.withLock { Double.random(in: 0..<1, using: &$0.random) }
  }

  // MARK: Names

  /// `web.18a2f3…`: the object's name and the time in nanoseconds (client-go `util.GenerateEventName`).
  private static func name(_ object: String, _ time: Timestamp) -> String {
    let nanoseconds =
      time.seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.nanoseconds)
    return cut(object, to: 253 - 17) + "." + String(UInt64(bitPattern: nanoseconds), radix: 16)
  }

  private static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var cut = ""
    for character in text {
      if cut.utf8.count + character.utf8.count > limit { break }
      cut.append(character)
    }
    return cut
  }
}
