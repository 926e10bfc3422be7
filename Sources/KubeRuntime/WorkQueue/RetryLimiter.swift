/// How long a key that failed waits: the longer of its own exponential back-off and a bucket that all keys share
/// (client-go `DefaultTypedControllerRateLimiter`: 5 ms to 1000 s; 10 per second, bursts of 100).
package struct RetryLimiter<Key: Hashable & Sendable>: Sendable {
  private let base: Duration
  private let cap: Duration
  private var failures: [Key: Int] = [:]
  private var bucket: TokenBucket

  package init(
    base: Duration = .milliseconds(5), cap: Duration = .seconds(1000),
    bucket: TokenBucket = TokenBucket(perSecond: 10, burst: 100)
  ) {
    self.base = base
    self.cap = cap
    self.bucket = bucket
  }

  package mutating func when(_ key: Key, at now: Duration) -> Duration {
    let count = failures[key, default: 0]
    failures[key] = count + 1
    // Beyond 2⁶⁰ times the base nothing is under the cap any more.
    let own = count < 60 ? min(base * (1 << count), cap) : cap
    return max(own, bucket.reserve(at: now))
  }

  package mutating func forget(_ key: Key) { failures[key] = nil }

  package func failures(of key: Key) -> Int { failures[key, default: 0] }
}
