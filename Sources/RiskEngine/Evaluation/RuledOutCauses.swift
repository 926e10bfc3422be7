import KubeCore
import NetworkSemantics

/// Causes that cannot be at work in a cluster, so that nobody looks for them.
enum RuledOutCauses {
  /// What policy churn needs is an engine that rebuilds and a policy that isolates; without one of them it is not the
  /// cause.
  static func find(_ assessment: Assessment) -> [RuledOut] {
    var reasons: [String] = []
    var evidence: [Evidence] = []
    if let reason = assessment.engine.ruledOutReason {
      reasons.append(reason)
      evidence.append(Evidence(.ruledOut, "Engine \(assessment.engine.name): \(assessment.engine.signal)."))
    }
    if assessment.snapshot.policies.isEmpty {
      reasons.append("there are no NetworkPolicies, so no pod is isolated and no connection waits for a peer set")
      evidence.append(Evidence(.ruledOut, "0 NetworkPolicies among the objects."))
    }
    guard isPolicyChurnRuledOut(assessment.engine, assessment.network) else { return [] }
    return [RuledOut(name: "PolicyChurn", reason: reasons.joined(separator: "; and "), evidence: evidence)]
  }

  /// Whether the cause is ruled out for the whole cluster, and with it every level that it would have given.
  static func isPolicyChurnRuledOut(_ engine: ClusterEngine, _ network: PolicySnapshot) -> Bool {
    !engine.rebuildsOnChurn || network.policies.isEmpty
  }
}
