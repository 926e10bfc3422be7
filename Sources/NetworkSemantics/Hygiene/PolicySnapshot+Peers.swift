import KubeCore

/// One rule of one policy.
package struct RuleReference: Hashable, Sendable {
  package let policy: NamespacedName
  package let direction: PolicyDirection
  /// The rule's position in the policy's list.
  package let ruleIndex: Int
}

extension PolicySnapshot {
  /// The rules that name a pod as a peer by its labels, in order of policy, direction and rule.
  ///
  /// A rule without peers names nobody, and one by address does not follow a pod. A namespace whose labels are not
  /// known counts as not named.
  package func rules(naming endpoint: PodEndpoint) -> [RuleReference] {
    guard endpoint.isSelectable else { return [] }
    return policies.flatMap { policy in
      [PolicyDirection.egress, .ingress].flatMap { direction in
        (policy.rules(direction) ?? []).filter { rule in
          rule.peers?.contains { names(endpoint, $0, in: policy) } ?? false
        }.map { RuleReference(policy: policy.name, direction: direction, ruleIndex: $0.index) }
      }
    }
  }

  private func names(_ endpoint: PodEndpoint, _ peer: CompiledPeer, in policy: CompiledPolicy) -> Bool {
    guard case .pods(let scope, let pods, _) = peer, pods.matches(endpoint.labels) else { return false }
    switch scope {
    case .own: return endpoint.namespace == policy.name.namespace
    case .matching(let selector): return namespaces.matches(selector, endpoint.namespace) ?? false
    }
  }
}
