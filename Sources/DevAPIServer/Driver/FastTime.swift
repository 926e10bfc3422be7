package import Support

/// A clock that runs `speed` times as fast as another, from when it is made.
///
/// Only the wall clock is faster where `sleepsFast` is false: a server's timeouts are its clients' too, whose clocks are
/// not.
package struct FastTime: TimeSource {
  private let base: any TimeSource
  private let speed: Int
  private let start: Timestamp
  private let startUptime: Duration
  private var sleepsFast = true

  /// `speed` is at least 1.
  package init(_ base: any TimeSource, speed: Int) {
    self.base = base
    self.speed = max(1, speed)
    start = base.now()
    startUptime = base.uptime()
  }

  /// The same wall clock with the waits of the other.
  package var waitingSlowly: FastTime {
    var copy = self
    copy.sleepsFast = false
    return copy
  }

  package func now() -> Timestamp {
    let (seconds, attoseconds) = ((base.uptime() - startUptime) * speed).components
    let nanoseconds = Int64(start.nanoseconds) + attoseconds / 1_000_000_000
    return Timestamp(
      seconds: start.seconds + seconds + nanoseconds / 1_000_000_000, nanoseconds: Int32(nanoseconds % 1_000_000_000))
  }

  package func uptime() -> Duration {
    sleepsFast ? startUptime + (base.uptime() - startUptime) * speed : base.uptime()
  }

  /// A wait that is shortened still lasts a millisecond: who waits in a loop does not spin.
  package func sleep(for duration: Duration) async throws(CancellationError) {
    try await base.sleep(for: sleepsFast ? max(duration / speed, min(duration, .milliseconds(1))) : duration)
  }
}
