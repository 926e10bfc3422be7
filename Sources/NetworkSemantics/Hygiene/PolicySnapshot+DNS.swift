package import KubeCore

/// An egress-isolated pod that cannot ask the cluster's DNS.
package struct DNSBlock: Hashable, Sendable {
  package let pod: ObjectKey
  /// The policies that isolate its egress.
  package let policies: [NamespacedName]
  /// Whether queries over UDP get through to no DNS pod.
  package let isUDPBlocked: Bool
  /// Whether queries over TCP, which long answers need, get through to no DNS pod.
  package let isTCPBlocked: Bool
}

extension PolicySnapshot {
  /// The cluster's DNS pods: those labelled `k8s-app: kube-dns` in `kube-system`.
  package var dnsEndpoints: [PodEndpoint] {
    endpoints.filter {
      $0.namespace == "kube-system" && $0.labels["k8s-app"] == "kube-dns" && $0.isSelectable
    }
  }

  /// Egress-isolated pods that cannot reach DNS over UDP or over TCP, in order.
  ///
  /// Asked for are the ports that DNS pods name `dns` or `dns-tcp`, else 53 and 5353 (OpenShift). Where the snapshot has
  /// no DNS pod (``dnsEndpoints`` is empty), a CoreDNS as Kubernetes installs it stands in, whose further labels are not
  /// known. Where NodeLocal DNS runs, or may run, its address is asked too. What cannot be told does not count as
  /// blocked.
  package func dnsBlocked() -> [DNSBlock] {
    let dns = ClusterDNS(self)
    let pods = endpoints.filter(\.isSelectable)
    let classes = EndpointClasses(pods, policies: policies, byNode: false)
    let blocks = classes.representatives.map { dnsBlock($0, dns) }
    return zip(pods, classes.classOf).compactMap { pod, index in
      blocks[index].map {
        DNSBlock(pod: pod.id, policies: $0.policies, isUDPBlocked: $0.isUDPBlocked, isTCPBlocked: $0.isTCPBlocked)
      }
    }
  }

  fileprivate static let assumedDNS = PodEndpoint(
    id: ObjectKey(kind: "Deployment", namespace: "kube-system", name: "coredns"), labels: ["k8s-app": "kube-dns"],
    ports: [
      PodPort(name: "dns", transport: .udp, number: 53), PodPort(name: "dns-tcp", transport: .tcp, number: 53),
    ])

  private func dnsBlock(_ pod: PodEndpoint, _ dns: ClusterDNS) -> DNSBlock? {
    let isolation = isolation(of: pod)
    guard isolation.egressIsolated else { return nil }
    func isBlocked(_ transport: TransportProtocol) -> Bool {
      if dns.servers.contains(where: { reaches(pod, $0, transport) }) { return false }
      if dns.mayBeNodeLocal, reachesNodeLocalDNS(pod, transport) { return false }
      return !dns.isAssumed || !mayReachOtherDNS(pod, transport)
    }
    let (isUDPBlocked, isTCPBlocked) = (isBlocked(.udp), isBlocked(.tcp))
    guard isUDPBlocked || isTCPBlocked else { return nil }
    return DNSBlock(
      pod: pod.id, policies: isolation.egressPolicies, isUDPBlocked: isUDPBlocked, isTCPBlocked: isTCPBlocked)
  }

  private func reaches(_ pod: PodEndpoint, _ server: PodEndpoint, _ transport: TransportProtocol) -> Bool {
    let named = server.ports.filter { ($0.name == "dns" || $0.name == "dns-tcp") && $0.transport == transport }
    let numbers = named.isEmpty ? [53, 5353] : named.map(\.number)
    let reading = PolicyReading(policies: policiesByNamespace, namespaces: namespaces, ignoresInitContainers: false)
    return numbers.contains { number in
      let judged = judge(from: .pod(pod), to: .pod(server)) { from, to in
        reading.judge(from: from, to: to, transport, number)
      }
      return judged.verdict != .denied
    }
  }

  // MARK: NodeLocal DNS

  /// The link-local address of NodeLocal DNSCache (kubernetes cluster/addons/dns/nodelocaldns). It is the node's, so no
  /// selector of pods stands for it.
  private static let nodeLocalDNS = IPAddress("169.254.20.10")

  private func reachesNodeLocalDNS(_ pod: PodEndpoint, _ transport: TransportProtocol) -> Bool {
    guard let address = Self.nodeLocalDNS else { return false }
    let reading = PolicyReading(policies: policiesByNamespace, namespaces: namespaces, ignoresInitContainers: false)
    let end = FlowEnd(pod: nil, address: address)
    return reading.judge(from: FlowEnd(pod: pod, address: pod.knownAddress), to: end, transport, 53).verdict == .allowed
  }

  // MARK: DNS that is not among the objects

  /// Where cluster DNS is installed: Kubernetes and its distributions, OpenShift.
  private static let dnsNamespaces = ["kube-system", "openshift-dns"]

  /// Whether a rule names pods that look like DNS by their labels, in a namespace that may hold it.
  private func mayReachOtherDNS(_ pod: PodEndpoint, _ transport: TransportProtocol) -> Bool {
    policies(selecting: pod).contains { policy in
      (policy.rules(.egress) ?? []).contains { rule in
        guard RulePorts(rule.ports).mayBeDNS(transport) else { return false }
        return rule.peers?.contains { mayBeDNS($0, of: policy) } ?? true
      }
    }
  }

  private func mayBeDNS(_ peer: CompiledPeer, of policy: CompiledPolicy) -> Bool {
    guard case .pods(let scope, let pods, _) = peer, pods.mayBeDNS else { return false }
    return Self.dnsNamespaces.contains { name in
      switch scope {
      case .own: name == policy.name.namespace
      case .matching(let selector): namespaces.matches(selector, name) ?? true
      }
    }
  }
}

/// What answers the DNS queries of a snapshot's pods.
private struct ClusterDNS {
  let servers: [PodEndpoint]
  let isAssumed: Bool
  let mayBeNodeLocal: Bool

  init(_ snapshot: PolicySnapshot) {
    let given = snapshot.dnsEndpoints
    isAssumed = given.isEmpty
    servers = isAssumed ? [PolicySnapshot.assumedDNS] : given
    mayBeNodeLocal =
      isAssumed
      || snapshot.endpoints.contains { $0.namespace == "kube-system" && $0.labels["k8s-app"] == "node-local-dns" }
  }
}

extension RulePorts {
  fileprivate func mayBeDNS(_ transport: TransportProtocol) -> Bool {
    fixed[transport].contains(53) || fixed[transport].contains(5353)
      || names.contains { $0.transport == transport && $0.name.hasPrefix("dns") }
  }
}

extension SelectorMatcher {
  /// Whether it is for all pods, or has `dns` in a key or value that it asks for.
  fileprivate var mayBeDNS: Bool {
    guard !matchesNothing else { return false }
    let isNamed = requirements.contains { requirement in
      guard case .isIn(let key, let values) = requirement else { return false }
      return ([key] + values).contains { $0.contains("dns") }
    }
    return matchesEverything || isNamed
  }
}
