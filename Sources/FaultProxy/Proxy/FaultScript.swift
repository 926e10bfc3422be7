import Support

/// The rules and how often each has matched. Chance comes from the seed, rule and match alone, so that threads cannot
/// change what a run does.
final class FaultScript: Sendable {
  private struct State {
    var rules: [(rule: FaultRule, seen: Int)] = []
  }

  private let seed: UInt64
  private let state = Lock(State())

  init(seed: UInt64) { self.seed = seed }

  func add(_ rule: FaultRule) { state.withLock { $0.rules.append((rule, 0)) } }
  func removeAll() { state.withLock { $0.rules = [] } }

  /// What goes wrong with `request`.
  func plan(for request: ProxiedRequest) -> FaultPlan {
    state.withLock { state in
      var plan = FaultPlan(faults: [], random: SplitMix64(seed: seed))
      for index in state.rules.indices where state.rules[index].rule.pattern.matches(request) {
        state.rules[index].seen += 1
        let seen = state.rules[index].seen
        var random = SplitMix64(seed: seed ^ UInt64(index + 1) << 40 ^ UInt64(seen))
        guard state.rules[index].rule.occurrence.contains(seen, &random) else { continue }
        plan.faults += state.rules[index].rule.faults
        plan.random = random
      }
      return plan
    }
  }
}

/// The faults of one request.
struct FaultPlan: Sendable {
  var faults: [Fault]
  var random: SplitMix64
}
