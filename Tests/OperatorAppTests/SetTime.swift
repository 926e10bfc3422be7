import Support

/// A wall clock that a test sets, beside waits that take their real time: for what depends on the date alone.
final class SetTime: TimeSource {
  private let time: Lock<Timestamp>

  init(_ now: Timestamp) { time = Lock(now) }

  func set(_ now: Timestamp) { time.withLock { $0 = now } }

  func now() -> Timestamp { time.withLock { $0 } }
  func uptime() -> Duration { realTime.uptime() }
  func sleep(for duration: Duration) async throws(CancellationError) { try await realTime.sleep(for: duration) }
}
