import Support

/// A wall clock that a test sets, beside waits that take their real time: for what depends on the date alone.
final class SetTime: TimeSource {
  private let time: Lock<Timestamp>
  private let seconds = Lock(0)

  init(_ now: Timestamp) { time = Lock(now) }

  /// How often somebody began to wait for a second: what the operator does that looks at the clock by itself.
  var ticks: Int { seconds.withLock { $0 } }

  func set(_ now: Timestamp) { time.withLock { $0 = now } }

  func now() -> Timestamp { time.withLock { $0 } }
  func uptime() -> Duration { realTime.uptime() }
  func sleep(for duration: Duration) async throws(CancellationError) {
    if duration == .seconds(1) { seconds.withLock { $0 += 1 } }
    try await realTime.sleep(for: duration)
  }
}
