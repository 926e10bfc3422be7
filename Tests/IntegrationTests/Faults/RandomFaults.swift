import FaultProxy
import Support

/// Draws from everything that the proxy can do.
struct RandomFaults {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// What happens in one round.
  enum Round {
    case rule(FaultRule)
    case calm
    case kill(Cut)
    case freeze
    case compact
    case catchUp
  }

  mutating func next() -> Round {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<12: .rule(rule())
    case 12..<15: .calm
    case 15: .kill(cut())
    case 16: .freeze
    case 17: .compact
    default: .catchUp
    }
  }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  /// Up to a third of the requests of a kind.
  private mutating func rule() -> FaultRule {
    let patterns: [RequestPattern] = [.any, .watches, .changes, .streamedLists, .lists]
    let pattern = patterns[number(0..<patterns.count)]
    let fault = Bool.random(using: &random) ? self.fault() : .events(eventPattern(), eventFault())
    return FaultRule(pattern, .probability(Double.random(in: 0.1..<0.4, using: &random)), fault)
  }

  private mutating func cut() -> Cut { Bool.random(using: &random) ? .end : .reset }

  private mutating func fault() -> Fault {
    switch number(0..<12) {
    case 0: .hold(pause())
    case 1: .hangUp(cut())
    case 2: .silence
    case 3: .olderBackend
    case 4: .cut(.random, cut())
    case 5: .cut(.events(number(0..<6)), cut())
    case 6: .freeze(.byte(number(0..<3000)))
    case 7: .trickle(bytes: number(20..<400), pause: .time(.milliseconds(1)))
    case 8: .parameter("resourceVersion", String(number(1..<40)))
    default: .answer(answer())
    }
  }

  private mutating func pause() -> Hold { .time(.milliseconds(number(1..<10))) }

  private mutating func answer() -> ScriptedAnswer {
    let texts = ["1", "5", "30", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"]
    switch number(0..<12) {
    case 0: return .htmlPage
    case 1: return .empty
    case 2...3: return .emptyWatch
    case 4: return .watchError(status())
    case 5: return .status(.sendInitialEventsForbidden)
    case 6...8: return .status(status(), retryAfter: texts[number(0..<texts.count)])
    default: return .status(status())
    }
  }

  private mutating func status() -> ServerStatus {
    let all: [ServerStatus] = [
      .expired, .expiredContinue, .tooManyRequests, .internalError, .unavailable, .tooLargeResourceVersion, .forbidden,
    ]
    return all[number(0..<all.count)]
  }

  private mutating func eventPattern() -> EventPattern {
    let types: [String?] = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK", nil]
    return EventPattern(type: types[number(0..<types.count)], .probability(0.2))
  }

  private mutating func eventFault() -> EventFault {
    switch number(0..<6) {
    case 0: .drop
    case 1: .duplicate
    case 2: .hold(pause())
    case 3: .swap
    case 4: .replace(Array("nonsense".utf8))
    default: .errorBefore(status())
    }
  }
}
