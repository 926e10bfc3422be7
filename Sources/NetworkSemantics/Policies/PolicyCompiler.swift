import KubeCore

/// Compiles one policy by the specification, keeping what is wrong with it.
struct PolicyCompiler {
  private let policy: NetworkPolicy
  private let name: NamespacedName
  private var problems: [PolicyProblem] = []

  init(_ policy: NetworkPolicy) {
    self.policy = policy
    let namespace = policy.metadata.namespace
    name = NamespacedName(namespace.isEmpty ? KubeObject.defaultNamespace : namespace, policy.metadata.name)
  }

  mutating func compile() -> CompiledPolicy {
    let spec = policy.spec
    let selector = matcher(spec.podSelector, path: "spec.podSelector")
    let types = policyTypes()
    let ingress = spec.ingress.enumerated().map { index, rule in
      self.rule(.ingress, index, peers: rule.from, ports: rule.ports)
    }
    let egress = spec.egress.enumerated().map { index, rule in
      self.rule(.egress, index, peers: rule.to, ports: rule.ports)
    }
    return CompiledPolicy(
      name: name, podSelector: selector, ingress: types.contains(.ingress) ? ingress : nil,
      egress: types.contains(.egress) ? egress : nil, problems: problems, spec: spec)
  }

  /// `SetDefaults_NetworkPolicy`: Ingress always, Egress where there are egress rules.
  private mutating func policyTypes() -> Set<PolicyDirection> {
    guard !policy.spec.policyTypes.isEmpty else {
      return policy.spec.egress.isEmpty ? [.ingress] : [.ingress, .egress]
    }
    var types: Set<PolicyDirection> = []
    for (index, text) in policy.spec.policyTypes.enumerated() {
      if let type = PolicyDirection(rawValue: text) {
        types.insert(type)
      } else {
        report("spec.policyTypes[\(index)]", "expected Ingress or Egress, found \"\(text)\"")
      }
    }
    return types
  }

  private mutating func rule(
    _ direction: PolicyDirection, _ index: Int, peers: [NetworkPolicyPeer], ports: [NetworkPolicyPort]
  ) -> CompiledRule {
    let path = "spec.\(direction.rulesField)[\(index)]"
    var compiledPeers: [CompiledPeer] = []
    for (index, peer) in peers.enumerated() {
      compiledPeers.append(self.peer(peer, path: "\(path).\(direction.peersField)[\(index)]"))
    }
    var compiledPorts: [CompiledPort] = []
    for (index, port) in ports.enumerated() {
      compiledPorts.append(self.port(port, path: "\(path).ports[\(index)]"))
    }
    return CompiledRule(
      index: index, peers: peers.isEmpty ? nil : compiledPeers, ports: ports.isEmpty ? nil : compiledPorts)
  }

  private mutating func peer(_ peer: NetworkPolicyPeer, path: String) -> CompiledPeer {
    let pods = peer.podSelector.selector
    let namespaces = peer.namespaceSelector.selector
    if let block = peer.ipBlock {
      guard pods == nil, namespaces == nil else {
        report(path, "expected ipBlock alone, found ipBlock with a selector")
        return .nothing
      }
      return addresses(block, path: "\(path).ipBlock")
    }
    guard pods != nil || namespaces != nil else {
      report(path, "expected podSelector, namespaceSelector or ipBlock, found none of them")
      return .nothing
    }
    var podMatcher: SelectorMatcher? = .everything
    if let pods { podMatcher = matcher(pods, path: "\(path).podSelector") }
    guard let namespaces else {
      return podMatcher.map { .pods(namespaces: .own, pods: $0, clause: .podSelector) } ?? .nothing
    }
    guard let namespaceMatcher = matcher(namespaces, path: "\(path).namespaceSelector"), let podMatcher else {
      return .nothing
    }
    return .pods(
      namespaces: .matching(namespaceMatcher), pods: podMatcher, clause: pods == nil ? .namespaceSelector : .both)
  }

  private mutating func addresses(_ block: IPBlock, path: String) -> CompiledPeer {
    guard let prefix = IPPrefix(block.cidr) else {
      report("\(path).cidr", "expected a CIDR block such as 10.0.0.0/8, found \"\(block.cidr)\"")
      return .nothing
    }
    var set = IPSet(prefix)
    for (index, text) in block.except.enumerated() {
      guard let except = IPPrefix(text) else {
        report("\(path).except[\(index)]", "expected a CIDR block such as 10.0.0.0/8, found \"\(text)\"")
        return .nothing
      }
      guard prefix.contains(except), except.length > prefix.length else {
        report("\(path).except[\(index)]", "expected a block inside \(block.cidr), found \(text)")
        return .nothing
      }
      set = set.subtracting(IPSet(except))
    }
    return .addresses(set)
  }

  private mutating func port(_ port: NetworkPolicyPort, path: String) -> CompiledPort {
    guard let transport = TransportProtocol(rawValue: port.protocol ?? "TCP") else {
      report("\(path).protocol", "expected TCP, UDP or SCTP, found \"\(port.protocol ?? "")\"")
      return .nothing
    }
    switch port.port {
    case nil:
      guard port.endPort == nil else {
        report("\(path).endPort", "expected endPort only beside port")
        return .nothing
      }
      return .range(transport, .all)
    case .string(let name):
      guard port.endPort == nil else {
        report("\(path).endPort", "expected endPort only beside a port number, found the port name \"\(name)\"")
        return .nothing
      }
      return .named(transport, name)
    case .int(let first):
      return range(transport, first, port.endPort, path: path)
    }
  }

  private mutating func range(
    _ transport: TransportProtocol, _ first: Int32, _ last: Int32?, path: String
  ) -> CompiledPort {
    guard let lower = UInt16(exactly: first), lower > 0 else {
      report("\(path).port", "expected a port from 1 to 65535, found \(first)")
      return .nothing
    }
    guard let last else { return .range(transport, PortSet(lower)) }
    guard let upper = UInt16(exactly: last), upper >= lower else {
      report("\(path).endPort", "expected a port from \(first) to 65535, found \(last)")
      return .nothing
    }
    return .range(transport, PortSet(lower, upper))
  }

  private mutating func matcher(_ selector: LabelSelector, path: String) -> SelectorMatcher? {
    do {
      return try SelectorMatcher(selector)
    } catch {
      report(path, error.description)
      return nil
    }
  }

  private mutating func report(_ path: String, _ message: String) {
    problems.append(PolicyProblem(policy: name, path: path, message: message))
  }
}
