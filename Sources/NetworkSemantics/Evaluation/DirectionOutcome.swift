/// What the policies of one pod say to one direction of a flow.
enum DirectionOutcome {
  case notIsolated
  case allowed(by: NamespacedName, rule: Int, clause: String, isolating: [NamespacedName])
  case denied(isolating: [NamespacedName])
  /// What must be known to decide.
  case unknown(missing: [String], isolating: [NamespacedName])

  func decision(_ direction: PolicyDirection) -> ConnectionDecision {
    switch self {
    case .notIsolated:
      ConnectionDecision(
        direction: direction, policy: nil, ruleIndex: nil, clause: "NotIsolated", isolatingPolicies: [])
    case .allowed(let policy, let rule, let clause, let isolating):
      ConnectionDecision(
        direction: direction, policy: policy, ruleIndex: rule, clause: clause, isolatingPolicies: isolating)
    case .denied(let isolating), .unknown(_, let isolating):
      ConnectionDecision(
        direction: direction, policy: nil, ruleIndex: nil, clause: "NoRuleMatches", isolatingPolicies: isolating)
    }
  }
}
