import Glibc
package import Support

/// The machine's clocks.
package struct SystemTime: TimeSource {
  private static let start = ContinuousClock.now

  package init() {}

  package func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
  }

  /// Goes on while the machine sleeps: a Lease runs out then too.
  package func uptime() -> Duration { ContinuousClock.now - Self.start }

  package func sleep(for duration: Duration) async throws(CancellationError) {
    // The one place that waits for real time; throws nothing but CancellationError.
    do { try await Task.sleep(for: duration, clock: .continuous) } catch { throw CancellationError() }
  }
}
