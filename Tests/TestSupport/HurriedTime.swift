package import Support

/// The machine's clock, running many times as fast: ten minutes pass in seconds, and every wait still ends by itself.
///
/// For scenarios with real sockets, where nobody can say who has to sleep before a clock may be turned by hand.
package struct HurriedTime: TimeSource {
  package let factor: Int
  private let start: Timestamp
  private let origin = ContinuousClock.now

  package init(_ factor: Int, start: Timestamp = Timestamp(seconds: 1_767_225_600)) {
    self.factor = factor
    self.start = start
  }

  package func uptime() -> Duration { (ContinuousClock.now - origin) * factor }

  package func now() -> Timestamp {
    let (seconds, attoseconds) = uptime().components
    let nanoseconds = Int64(start.nanoseconds) + attoseconds / 1_000_000_000
    return Timestamp(
      seconds: start.seconds + seconds + nanoseconds / 1_000_000_000,
      nanoseconds: Int32(nanoseconds % 1_000_000_000))
  }

  package func sleep(for duration: Duration) async throws(CancellationError) {
    do { try await Task.sleep(for: duration / factor) } catch { throw CancellationError() }
  }
}
