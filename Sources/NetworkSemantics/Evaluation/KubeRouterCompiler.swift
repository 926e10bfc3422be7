import KubeCore

/// Compiles one policy as `buildNetworkPoliciesInfo` and `processIngressRules`/`processEgressRules` of kube-router do.
struct KubeRouterCompiler {
  private let policy: CompiledPolicy
  private let snapshot: PolicySnapshot
  private(set) var differences: Set<KubeRouterDifference> = []

  init(_ policy: CompiledPolicy, _ snapshot: PolicySnapshot) {
    self.policy = policy
    self.snapshot = snapshot
  }

  mutating func compile() -> CompiledPolicy {
    let spec = policy.spec
    let isEgress = spec.policyTypes.contains("Egress")
    let isIngress = spec.policyTypes.contains("Ingress") || !isEgress
    if isEgress != policy.isolates(.egress) || isIngress != policy.isolates(.ingress) {
      differences.insert(.policyTypesNotDefaulted)
    }
    let ingress = isIngress ? rules(.ingress, spec.ingress.map { ($0.from, $0.ports) }) : nil
    let egress = isEgress ? rules(.egress, spec.egress.map { ($0.to, $0.ports) }) : nil
    return CompiledPolicy(
      name: policy.name, podSelector: policy.podSelector, ingress: ingress, egress: egress, problems: [], spec: spec)
  }

  private mutating func rules(
    _ direction: PolicyDirection, _ specs: [([NetworkPolicyPeer], [NetworkPolicyPort])]
  ) -> [CompiledRule] {
    // kube-router alone isolates only where no policy type is valid, which the API server does not let happen.
    guard let compiled = policy.rules(direction) else { return [] }
    return zip(compiled, specs).flatMap { rule, spec in self.rules(direction, rule, peers: spec.0, ports: spec.1) }
  }

  /// One rule of the specification; its pods and its blocks may come to differ in their ports.
  private mutating func rules(
    _ direction: PolicyDirection, _ rule: CompiledRule, peers: [NetworkPolicyPeer], ports: [NetworkPolicyPort]
  ) -> [CompiledRule] {
    guard let rulePeers = rule.peers else {
      return [CompiledRule(index: rule.index, peers: nil, ports: portsWithoutPeers(direction, rule, ports))]
    }
    let blocks = mergedBlocks(peers, rulePeers)
    let compiledPorts = rule.ports == nil ? nil : numericOrNamed(rule, ports)
    let pods: [CompiledPeer] = rulePeers.map { if case .addresses = $0 { .nothing } else { $0 } }
    let podPorts = allNamesUnresolved(direction, rule, ports) ? nil : compiledPorts
    let blockPeers: [CompiledPeer] = rulePeers.map { if case .addresses = $0 { .addresses(blocks) } else { .nothing } }
    return [
      CompiledRule(index: rule.index, peers: pods, ports: podPorts),
      CompiledRule(index: rule.index, peers: blockPeers, ports: compiledPorts),
    ]
  }

  private mutating func numericOrNamed(_ rule: CompiledRule, _ ports: [NetworkPolicyPort]) -> [CompiledPort] {
    zip(rule.ports ?? [], ports).map { compiled, port in
      switch (port.port, compiled) {
      case (.string, .named(let transport, let name)):
        // An empty protocol is no key of the map that names are looked up in.
        guard port.protocol != nil else {
          differences.insert(.protocolNotDefaulted)
          return .nothing
        }
        noteInitContainers(transport, name)
        return compiled
      case (.int(let first), .nothing):
        guard let last = port.endPort, last < first, let lower = UInt16(exactly: first) else { return .nothing }
        differences.insert(.endPortBelowPort)
        return .range(port.protocol.flatMap(TransportProtocol.init(rawValue:)), PortSet(lower))
      case (_, .range(_, let set)) where port.protocol == nil:
        differences.insert(.protocolNotDefaulted)
        return .range(nil, set)
      default: return compiled
      }
    }
  }

  private mutating func noteInitContainers(_ transport: TransportProtocol, _ name: String) {
    let isUsed = snapshot.endpoints.contains { endpoint in
      endpoint.ports.contains { $0.isOfInitContainer && $0.name == name && $0.transport == transport }
    }
    if isUsed { differences.insert(.namedPortOfInitContainer) }
  }

  private mutating func portsWithoutPeers(
    _ direction: PolicyDirection, _ rule: CompiledRule, _ ports: [NetworkPolicyPort]
  ) -> [CompiledPort]? {
    guard rule.ports != nil else { return nil }
    return numericOrNamed(rule, ports).map { port in
      guard direction == .egress, case .named(let transport, let name) = port else { return port }
      differences.insert(.namedPortToAnyDestination)
      return .range(transport, numbers(of: name, transport, in: nameCandidates(direction, rule)))
    }
  }

  private func numbers(of name: String, _ transport: TransportProtocol, in endpoints: [PodEndpoint]) -> PortSet {
    endpoints.reduce(PortSet.none) { set, endpoint in
      endpoint.ports.filter { $0.name == name && $0.transport == transport && !$0.isOfInitContainer }
        .reduce(set) { $0.union(PortSet($1.number)) }
    }
  }

  /// Whether a rule has port names alone and no pod has any of them, so that no port is left to match on.
  private mutating func allNamesUnresolved(
    _ direction: PolicyDirection, _ rule: CompiledRule, _ ports: [NetworkPolicyPort]
  ) -> Bool {
    guard let compiled = rule.ports else { return false }
    var names: [(TransportProtocol, String)] = []
    for (port, compiledPort) in zip(ports, compiled) {
      guard case .string = port.port else { return false }
      if case .named(let transport, let name) = compiledPort, port.protocol != nil { names.append((transport, name)) }
    }
    let candidates = nameCandidates(direction, rule)
    guard names.allSatisfy({ numbers(of: $0.1, $0.0, in: candidates).isEmpty }) else { return false }
    differences.insert(.namedPortWithoutPods)
    return true
  }

  /// The pods by which port names of a rule are resolved.
  private func nameCandidates(_ direction: PolicyDirection, _ rule: CompiledRule) -> [PodEndpoint] {
    snapshot.endpoints.filter { endpoint in
      switch direction {
      case .ingress: policy.selects(endpoint)
      case .egress where rule.peers == nil: endpoint.isSelectable && endpoint.namespace == policy.name.namespace
      case .egress: isPeer(endpoint, of: rule)
      }
    }
  }

  /// How many sets a rule has for its port names: one for each number that a name resolves to.
  func namedPortCount(_ direction: PolicyDirection, _ rule: CompiledRule, _ ports: [NetworkPolicyPort]) -> Int {
    let names = zip(rule.ports ?? [], ports).compactMap { compiled, port -> RulePorts.PortName? in
      guard case .named(let transport, let name) = compiled, port.protocol != nil else { return nil }
      return RulePorts.PortName(transport: transport, name: name)
    }
    guard !names.isEmpty else { return 0 }
    let candidates = nameCandidates(direction, rule)
    return names.reduce(0) { $0 + numbers(of: $1.name, $1.transport, in: candidates).count }
  }

  private func isPeer(_ endpoint: PodEndpoint, of rule: CompiledRule) -> Bool {
    guard endpoint.isSelectable else { return false }
    return (rule.peers ?? []).contains { peer in
      guard case .pods(let scope, let pods, _) = peer, pods.matches(endpoint.labels) else { return false }
      switch scope {
      case .own: return endpoint.namespace == policy.name.namespace
      case .matching(let selector): return snapshot.namespaces.matches(selector, endpoint.namespace) == true
      }
    }
  }

  /// The set of all of a rule's blocks: in a `hash:net` set the longest prefix that holds an address decides, and
  /// `except` entries are prefixes like any other (`nomatch`).
  private mutating func mergedBlocks(_ peers: [NetworkPolicyPeer], _ compiled: [CompiledPeer]) -> IPSet {
    var entries: [(prefix: IPPrefix, matches: Bool)] = []
    var specified = IPSet()
    for (peer, compiledPeer) in zip(peers, compiled) {
      guard let block = peer.ipBlock, case .addresses(let set) = compiledPeer else { continue }
      specified = specified.union(set)
      for (text, matches) in [(block.cidr, true)] + block.except.map({ ($0, false) }) {
        entries += elements(text).map { ($0, matches) }
      }
    }
    let merged = entries.enumerated().sorted {
      ($0.element.prefix.length, $0.offset) < ($1.element.prefix.length, $1.offset)
    }.reduce(IPSet()) { set, entry in
      let block = IPSet(entry.element.prefix)
      return entry.element.matches ? set.union(block) : set.subtracting(block)
    }
    if merged != specified {
      let hasAll = entries.contains { KubeRouterReading.allIPv6.contains($0.prefix) }
      differences.insert(hasAll ? .allIPv6 : .exceptHidesLaterBlock)
    }
    return merged
  }

  private func elements(_ text: String) -> [IPPrefix] {
    guard let prefix = IPPrefix(text) else { return [] }
    return prefix == .all(.ipv6) ? KubeRouterReading.allIPv6 : [prefix]
  }
}
