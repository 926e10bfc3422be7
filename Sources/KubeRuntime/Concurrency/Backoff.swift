import Support

/// Growing waits with jitter (apimachinery `wait.Backoff`): each is drawn from [base, base·(1 + jitter)), and the base
/// doubles up to the cap. After some healthy time it starts over.
package struct Backoff: Sendable {
  package struct Settings: Hashable, Sendable {
    package var initial: Duration
    package var cap: Duration
    package var jitter: Double
    /// Without a wait for so long, counted from the end of the last one, the next wait is the first again.
    package var healthyAfter: Duration

    package init(initial: Duration, cap: Duration, jitter: Double, healthyAfter: Duration) {
      self.initial = initial
      self.cap = cap
      self.jitter = jitter
      self.healthyAfter = healthyAfter
    }

    /// 0.8 s to 30 s, each up to twice as long by jitter, reset after two healthy minutes
    /// (client-go `tools/cache/reflector.go`, `defaultBackoff…`).
    package static let reflector = Settings(
      initial: .milliseconds(800), cap: .seconds(30), jitter: 1, healthyAfter: .seconds(120))
  }

  private let settings: Settings
  private var base: Duration
  /// When the last wait was over, in uptime.
  private var lastEnd: Duration?
  private var random: SplitMix64

  package init(_ settings: Settings, seed: UInt64) {
    self.settings = settings
    base = settings.initial
    random = SplitMix64(seed: seed)
  }

  /// The next wait, from `now` on.
  ///
  /// - Parameters:
  ///   - now: uptime.
  ///   - bound: no wait is longer, jitter aside.
  ///   - least: no wait is shorter, as with a `Retry-After`.
  package mutating func next(at now: Duration, bound: Duration? = nil, atLeast least: Duration = .zero) -> Duration {
    if let lastEnd, now - lastEnd >= settings.healthyAfter { base = settings.initial }
    let wait = max(jittered(min(base, bound ?? base)), least)
    base = min(base * 2, settings.cap)
    lastEnd = now + wait
    return wait
  }

  private mutating func jittered(_ base: Duration) -> Duration {
    base * (1 + settings.jitter * Double.random(in: 0..<1, using: &random))
  }
}
