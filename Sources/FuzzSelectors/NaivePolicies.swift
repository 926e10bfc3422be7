import KubeCore
import NetworkSemantics

/// NetworkPolicies read straight from the API's documentation, for two running pods with one address each.
struct NaivePolicies {
  private let policies: [NetworkPolicy]
  private let namespaces: [Namespace]

  init(policies: [NetworkPolicy], namespaces: [Namespace]) {
    self.policies = policies
    self.namespaces = namespaces
  }

  func allow(_ source: PodEndpoint, _ destination: PodEndpoint, _ transport: TransportProtocol, _ port: UInt16) -> Bool
  {
    func isPort(_ ports: [NetworkPolicyPort]) -> Bool {
      ports.isEmpty || ports.contains { self.isPort($0, destination, transport, port) }
    }
    return passes("Egress", of: source, peer: destination, isPort)
      && passes("Ingress", of: destination, peer: source, isPort)
  }

  /// How many of `pods` the selectors of a rule's peers stand for; `nil` for any peer, and where there is no such rule.
  func peerCount(_ policy: NetworkPolicy, _ type: String, rule: Int, of pods: [PodEndpoint]) -> Int? {
    let rules = rules(policy.spec, type)
    guard types(policy).contains(type), rules.indices.contains(rule), !rules[rule].0.isEmpty else { return nil }
    return pods.count { pod in
      pod.isSelectable
        && rules[rule].0.contains {
          $0.ipBlock == nil && isPeer($0, pod, of: policy.metadata.namespace)
        }
    }
  }

  /// No policy of this type selects the pod, or a rule of one of them allows it.
  private func passes(
    _ type: String, of subject: PodEndpoint, peer: PodEndpoint, _ isPort: ([NetworkPolicyPort]) -> Bool
  ) -> Bool {
    let selecting = policies.filter { policy in
      policy.metadata.namespace == subject.id.namespace && types(policy).contains(type)
        && matches(policy.spec.podSelector, subject.labels)
    }
    return selecting.isEmpty
      || selecting.contains { policy in
        rules(policy.spec, type).contains { peers, ports in
          (peers.isEmpty || peers.contains { isPeer($0, peer, of: policy.metadata.namespace) })
            && isPort(ports)
        }
      }
  }

  private func types(_ policy: NetworkPolicy) -> [String] {
    guard policy.spec.policyTypes.isEmpty else { return policy.spec.policyTypes }
    return policy.spec.egress.isEmpty ? ["Ingress"] : ["Ingress", "Egress"]
  }

  private func rules(_ spec: NetworkPolicySpec, _ type: String) -> [([NetworkPolicyPeer], [NetworkPolicyPort])] {
    type == "Ingress" ? spec.ingress.map { ($0.from, $0.ports) } : spec.egress.map { ($0.to, $0.ports) }
  }

  /// An invalid selector selects nothing.
  private func matches(_ selector: LabelSelector, _ labels: Labels) -> Bool {
    (try? SelectorMatcher(selector)) != nil && SelectorOracle.naive(selector, labels)
  }

  private func isPeer(_ peer: NetworkPolicyPeer, _ pod: PodEndpoint, of namespace: String) -> Bool {
    let pods = peer.podSelector.selector
    let namespaces = peer.namespaceSelector.selector
    if let block = peer.ipBlock { return pods == nil && namespaces == nil && isInBlock(block, pod) }
    guard pods != nil || namespaces != nil else { return false }
    if let pods, !matches(pods, pod.labels) { return false }
    guard let namespaces else { return pod.id.namespace == namespace }
    return matches(namespaces, namespaceLabels(pod.id.namespace))
  }

  /// Of a Namespace that was not given, only the name is known.
  private func namespaceLabels(_ name: String) -> Labels {
    var labels = namespaces.first { $0.metadata.name == name }?.metadata.labels ?? [:]
    labels["kubernetes.io/metadata.name"] = name
    return labels
  }

  /// A block with an invalid part stands for nothing.
  private func isInBlock(_ block: IPBlock, _ pod: PodEndpoint) -> Bool {
    guard let prefix = IPPrefix(block.cidr), let address = pod.addresses.first else { return false }
    let excepts = block.except.compactMap { IPPrefix($0) }
    guard excepts.count == block.except.count,
      excepts.allSatisfy({ $0.length > prefix.length && prefix.contains($0.address) })
    else { return false }
    return prefix.contains(address) && !excepts.contains { $0.contains(address) }
  }

  private func isPort(
    _ port: NetworkPolicyPort, _ destination: PodEndpoint, _ transport: TransportProtocol, _ number: UInt16
  ) -> Bool {
    guard port.protocol ?? "TCP" == transport.rawValue else { return false }
    switch (port.port, port.endPort) {
    case (nil, nil): return true
    case (nil, _?), (.string, _?): return false
    case (.string(let name), nil):
      return destination.ports.contains {
        $0.name == name && $0.transport == transport && $0.number == number
      }
    case (.int(let first), let last):
      guard (1...65_535).contains(first), (first...65_535).contains(last ?? first) else { return false }
      return (first...(last ?? first)).contains(Int32(number))
    }
  }
}
