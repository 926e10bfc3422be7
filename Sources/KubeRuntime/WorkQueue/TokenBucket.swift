/// A token bucket whose tokens may be owed (x/time/rate `Limiter.Reserve`): whoever takes one is told how long to wait.
package struct TokenBucket: Hashable, Sendable {
  package let perSecond: Double
  package let burst: Double
  private var tokens: Double
  private var last: Duration?

  package init(perSecond: Double, burst: Int) {
    self.perSecond = perSecond
    self.burst = Double(burst)
    tokens = Double(burst)
  }

  /// Takes a token, owing it where there is none; how long until it is there.
  package mutating func reserve(at now: Duration) -> Duration {
    refill(at: now)
    tokens -= 1
    guard tokens < 0, perSecond > 0 else { return .zero }
    return .seconds(min(-tokens / perSecond, 1e9))
  }

  /// Takes a token if there is a whole one.
  package mutating func takeIfAvailable(at now: Duration) -> Bool {
    refill(at: now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  private mutating func refill(at now: Duration) {
    if let last, now > last {
      let (seconds, attoseconds) = (now - last).components
      tokens = min(burst, tokens + (Double(seconds) + Double(attoseconds) / 1e18) * perSecond)
    }
    last = max(last ?? now, now)
  }
}
