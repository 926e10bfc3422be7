import KubeCore
import NetworkSemantics

/// What a selection index must answer, by looking at everything each time.
struct NaiveSelection {
  var pods: [String: PodEndpoint] = [:]
  var policies: [String: NetworkPolicy] = [:]
  var namespaces: [String: [String: String]] = [:]

  func isolation(of pod: PodEndpoint) -> Isolation {
    var isolation = Isolation()
    let selecting = policies.values.filter { Specification.selects($0, pod) }
      .sorted { $0.metadata.name < $1.metadata.name }
    for policy in selecting {
      let name = NamespacedName(policy.metadata.namespace, policy.metadata.name)
      let types = Specification.types(policy.spec)
      isolation.selectedBy.append(name)
      if types.contains("Ingress") {
        isolation.ingressPolicies.append(name)
        if policy.spec.ingress.contains(where: { $0.from.isEmpty && $0.ports.isEmpty }) {
          isolation.ingressOpenedBy.append(name)
        }
      }
      if types.contains("Egress") {
        isolation.egressPolicies.append(name)
        if policy.spec.egress.contains(where: { $0.to.isEmpty && $0.ports.isEmpty }) {
          isolation.egressOpenedBy.append(name)
        }
      }
    }
    return isolation
  }

  func pods(of policy: NetworkPolicy) -> [String] {
    pods.values.filter { Specification.selects(policy, $0) }.map(\.id.name).sorted()
  }

  func peerPodCount(of policy: NetworkPolicy, _ direction: PolicyDirection, rule: Int) -> Int? {
    guard Specification.types(policy.spec).contains(direction.rawValue) else { return nil }
    let rules = direction == .ingress ? policy.spec.ingress.map(\.from) : policy.spec.egress.map(\.to)
    guard rule < rules.count, !rules[rule].isEmpty else { return nil }
    return pods.values.count { pod in
      rules[rule].contains { peer in
        isValid(peer) && Specification.isPodPeer(peer, of: policy.metadata.namespace, pod, namespaces)
      }
    }
  }

  /// A peer with an invalid selector stands for nobody, also where its other selector would do.
  private func isValid(_ peer: NetworkPolicyPeer) -> Bool {
    [peer.podSelector.selector, peer.namespaceSelector.selector].allSatisfy { selector in
      selector.map { Specification.matches($0, [:]) != nil } ?? true
    }
  }
}
