/// How long one exchange may still go on.
package struct TimeLimits: Hashable, Sendable {
  package enum Passed: Hashable, Sendable {
    case whole
    case idle
  }

  private let start: ContinuousClock.Instant
  private let whole: Duration?
  private let idle: Duration?
  /// When the last byte came.
  package var lastSign: ContinuousClock.Instant

  package init(start: ContinuousClock.Instant, whole: Duration?, idle: Duration?) {
    self.start = start
    self.whole = whole
    self.idle = idle
    lastSign = start
  }

  /// When one of the limits is reached if no byte comes; `nil` for never.
  package var next: ContinuousClock.Instant? {
    let whole = whole.map { start + $0 }
    let idle = idle.map { lastSign + $0 }
    guard let whole, let idle else { return whole ?? idle }
    return min(whole, idle)
  }

  /// What has run out; `nil` where there is still time.
  package func passed(at now: ContinuousClock.Instant) -> Passed? {
    if let whole, start + whole <= now { return .whole }
    if let idle, lastSign + idle <= now { return .idle }
    return nil
  }
}
