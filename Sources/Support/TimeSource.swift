/// Where the time comes from: handed in, so that tests turn it by hand.
package protocol TimeSource: Sendable {
  /// The wall clock, for what is written down: Lease times, Events, token expiry.
  func now() -> Timestamp
  /// A clock that never jumps, from an arbitrary start, for measuring and waiting.
  func uptime() -> Duration
  /// Waits; returns early with an error only when the task is cancelled.
  func sleep(for duration: Duration) async throws(CancellationError)
}
