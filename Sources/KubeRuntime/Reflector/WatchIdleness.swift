import KubeClient
import Support

/// Ends a watch that has been silent for too long, from beside it: whoever reads the stream is waiting for it.
final class WatchIdleness: Sendable {
  fileprivate struct State {
    var cancel: (@Sendable () -> Void)?
    var bound: Duration = .zero
    var isInitial = false
    var hasWarned = false
    var hasFired = false
    var lastHeard: Duration = .zero
    var isWatching = false
    var downSince: Duration = .zero
  }

  private let state = Lock(State())

  /// Begins to watch over a stream.
  func arm(_ bound: Duration, isInitial: Bool, at now: Duration, cancel: @escaping @Sendable () -> Void) {
    state.withLock { state in
      state.cancel = cancel
      state.bound = bound
      state.isInitial = isInitial
      (state.hasWarned, state.hasFired) = (false, false)
      state.lastHeard = now
      state.setWatching(!isInitial, at: now)
    }
  }

  func heard(at now: Duration) { state.withLock { $0.lastHeard = now } }

  /// The streaming list is complete.
  func initialEventsEnded(_ bound: Duration, at now: Duration) {
    state.withLock { state in
      state.bound = bound
      state.isInitial = false
      state.setWatching(true, at: now)
    }
  }

  /// Stops; says whether the stream was ended for its silence.
  @discardableResult
  func disarm(at now: Duration) -> Bool {
    state.withLock { state in
      state.cancel = nil
      state.setWatching(false, at: now)
      defer { state.hasFired = false }
      return state.hasFired
    }
  }

  func health(at now: Duration) -> ReflectorHealth {
    state.withLock { state in
      state.isWatching
        ? ReflectorHealth(downFor: nil, silentFor: now - state.lastHeard)
        : ReflectorHealth(downFor: now - state.downSince, silentFor: nil)
    }
  }

  func run(
    _ settings: ReflectorSettings, _ time: any TimeSource, _ notice: @Sendable (ReflectorNotice) -> Void
  ) async throws(CancellationError) {
    // Never asleep for longer than it takes a stream that is armed meanwhile to be late.
    let longest = min(settings.watchIdleBound, settings.initialEventsIdleBound, Self.warningAfter)
    while true {
      let (rest, late) = check(at: time.uptime())
      if let late { notice(late) }
      try await time.sleep(for: min(rest ?? longest, longest))
    }
  }

  /// How long a streaming list may be silent before it is worth a word (client-go `initialEventsEndBookmarkTicker`).
  private static var warningAfter: Duration { .seconds(10) }

  /// What is left of the bound; ends the stream where nothing is.
  func check(at now: Duration) -> (rest: Duration?, notice: ReflectorNotice?) {
    var cancel: (@Sendable () -> Void)?
    let result: (Duration?, ReflectorNotice?) = state.withLock { state in
      guard state.cancel != nil, !state.hasFired else { return (nil, nil) }
      let silence = now - state.lastHeard
      if silence >= state.bound {
        state.hasFired = true
        cancel = state.cancel
        return (nil, .silent)
      }
      if state.isInitial, !state.hasWarned, silence >= Self.warningAfter {
        state.hasWarned = true
        return (state.bound - silence, .initialEventsLate(silence))
      }
      return (state.bound - silence, nil)
    }
    cancel?()
    return result
  }
}

extension WatchIdleness.State {
  fileprivate mutating func setWatching(_ isWatching: Bool, at now: Duration) {
    if self.isWatching, !isWatching { downSince = now }
    self.isWatching = isWatching
  }
}
