import KubeCore

/// One reading of the policies, by which flows are judged: the specification's or kube-router's.
struct PolicyReading {
  let policies: [String: [CompiledPolicy]]
  let namespaces: NamespaceDirectory
  /// kube-router resolves port names by `spec.containers` alone.
  let ignoresInitContainers: Bool

  /// Whether the policies of `subject` let a flow through in this direction.
  func outcome(
    _ direction: PolicyDirection, of subject: PodEndpoint, from source: FlowEnd, to destination: FlowEnd,
    _ transport: TransportProtocol, _ port: UInt16
  ) -> DirectionOutcome {
    let selecting = policies[subject.namespace, default: []].filter { $0.isolates(direction) && $0.selects(subject) }
    guard !selecting.isEmpty else { return .notIsolated }
    let isolating = selecting.map(\.name)
    let peer = direction == .egress ? destination : source
    var missing: [String] = []
    for policy in selecting {
      for rule in policy.rules(direction) ?? [] {
        guard let portClause = portClause(rule, transport, port, of: destination),
          let peerClause = peerClause(rule, direction, of: policy, peer, missing: &missing)
        else { continue }
        return .allowed(
          by: policy.name, rule: rule.index, clause: "\(peerClause), \(portClause)", isolating: isolating)
      }
    }
    guard !missing.isEmpty else { return .denied(isolating: isolating) }
    return .unknown(missing: Set(missing).sorted(), isolating: isolating)
  }

  /// Which of the rule's ports allows this one; `nil` where none does.
  private func portClause(
    _ rule: CompiledRule, _ transport: TransportProtocol, _ port: UInt16, of destination: FlowEnd
  ) -> String? {
    guard let ports = rule.ports else { return "any port" }
    return ports.firstIndex { matches($0, transport, port, of: destination) }.map { "ports[\($0)]" }
  }

  private func matches(
    _ rulePort: CompiledPort, _ transport: TransportProtocol, _ port: UInt16, of destination: FlowEnd
  ) -> Bool {
    switch rulePort {
    case .range(let named, let ports): (named ?? transport) == transport && ports.contains(port)
    case .named(let named, let name):
      named == transport
        && destination.selectablePod?.ports.contains {
          $0.name == name && $0.transport == transport && $0.number == port
            && !(ignoresInitContainers && $0.isOfInitContainer)
        } == true
    case .nothing: false
    }
  }

  /// Which of the rule's peers stands for this end; `nil` where none is known to.
  private func peerClause(
    _ rule: CompiledRule, _ direction: PolicyDirection, of policy: CompiledPolicy, _ end: FlowEnd,
    missing: inout [String]
  ) -> String? {
    guard let peers = rule.peers else { return "any peer" }
    for (index, peer) in peers.enumerated() where matches(peer, of: policy.name.namespace, end, missing: &missing) {
      let field =
        switch peer {
        case .pods(_, _, let clause): clause.rawValue
        case .addresses, .nothing: "ipBlock"
        }
      return "\(direction.peersField)[\(index)].\(field)"
    }
    return nil
  }

  /// Whether a peer is known to stand for this end; where that cannot be told, says what is missing.
  private func matches(
    _ peer: CompiledPeer, of namespace: String, _ end: FlowEnd, missing: inout [String]
  ) -> Bool {
    switch peer {
    case .nothing: return false
    case .addresses(let set):
      if let address = end.address { return set.contains(address) }
      // A pod without an address yet will get one; in IPv6-only clusters a block of all IPv4 addresses is no use.
      if set.coversAll(.ipv4) { return true }
      if !set.isEmpty { missing.append("the IP address of \(end.name)") }
      return false
    case .pods(let scope, let pods, _):
      guard let pod = end.selectablePod, pods.matches(pod.labels) else { return false }
      guard case .matching(let selector) = scope else { return pod.namespace == namespace }
      guard let isMatch = namespaces.matches(selector, pod.namespace) else {
        missing.append("Namespace \(pod.namespace)")
        return false
      }
      return isMatch
    }
  }
}
