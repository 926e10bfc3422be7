package enum Verdict: String, Hashable, Sendable {
  case allowed = "Allowed"
  case denied = "Denied"
  /// Allowed for part of a CIDR block, or in one IP family only.
  case partial = "Partial"
  /// Something that decides was not given.
  case unknown = "Unknown"
}

/// Whether a new connection may be opened, and what decides it. Open connections outlive a new denial.
package struct ConnectionVerdict: Hashable, Sendable {
  package var verdict: Verdict
  /// One sentence; for ``Verdict/unknown`` it names what is missing.
  package var reason: String
  /// Egress, then ingress, where each applies.
  package var decidedBy: [ConnectionDecision]
  /// Where an end is a CIDR block, how its addresses fall; empty for pods.
  package var addresses: AddressVerdicts
  /// What kube-router makes of the same policies.
  package var kubeRouter: KubeRouterVerdict
}

/// The addresses of a CIDR block by verdict.
package struct AddressVerdicts: Hashable, Sendable {
  package var allowed = IPSet()
  package var denied = IPSet()
  package var unknown = IPSet()

  package init() {}
}

/// What decided one direction of a connection.
package struct ConnectionDecision: Hashable, Sendable {
  package var direction: PolicyDirection
  /// The policy whose rule allows the connection; `nil` where no rule decided.
  package var policy: NamespacedName?
  /// The rule's position in the policy's list.
  package var ruleIndex: Int?
  /// `to[1].namespaceSelector+podSelector, ports[0]`; `any peer` and `any port` stand for lists that are not there.
  /// Without a rule: `NotIsolated`, `NoRuleMatches`, or `OwnNode` and `Itself` for what no policy can deny.
  package var clause: String
  /// The policies that isolate the pod in this direction.
  package var isolatingPolicies: [NamespacedName]
}

/// A verdict by kube-router's code instead of the specification.
package struct KubeRouterVerdict: Hashable, Sendable {
  package var verdict: Verdict
  /// Where it may differ from the specification, why.
  package var reason: String

  package init(verdict: Verdict, reason: String) {
    self.verdict = verdict
    self.reason = reason
  }
}

/// One end of a connection that is asked about.
package enum ConnectionEnd: Hashable, Sendable {
  case pod(PodEndpoint)
  /// Addresses; those that are pods' are treated as these pods.
  case addresses(IPPrefix)
}
