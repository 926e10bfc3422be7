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
      $0.id.namespace == "kube-system" && $0.labels["k8s-app"] == "kube-dns" && $0.isSelectable
    }
  }

  /// Egress-isolated pods that cannot reach DNS over UDP or over TCP, in order.
  ///
  /// Asked for are the ports that DNS pods name `dns` or `dns-tcp`, else 53 and 5353 (OpenShift). Where the snapshot has
  /// no DNS pod (``dnsEndpoints`` is empty), a CoreDNS as Kubernetes installs it stands in. What cannot be told does
  /// not count as blocked.
  package func dnsBlocked() -> [DNSBlock] {
    let servers = dnsEndpoints.isEmpty ? [Self.assumedDNS] : dnsEndpoints
    let pods = endpoints.filter(\.isSelectable)
    let classes = EndpointClasses(pods, policies: policies, byNode: false)
    let blocks = classes.representatives.map { dnsBlock($0, servers) }
    return zip(pods, classes.classOf).compactMap { pod, index in
      blocks[index].map {
        DNSBlock(pod: pod.id, policies: $0.policies, isUDPBlocked: $0.isUDPBlocked, isTCPBlocked: $0.isTCPBlocked)
      }
    }
  }

  private static let assumedDNS = PodEndpoint(
    id: ObjectKey(kind: "Deployment", namespace: "kube-system", name: "coredns"), labels: ["k8s-app": "kube-dns"],
    ports: [
      PodPort(name: "dns", transport: .udp, number: 53), PodPort(name: "dns-tcp", transport: .tcp, number: 53),
    ])

  private func dnsBlock(_ pod: PodEndpoint, _ servers: [PodEndpoint]) -> DNSBlock? {
    let isolation = isolation(of: pod)
    guard isolation.egressIsolated else { return nil }
    let isUDPBlocked = !servers.contains { reaches(pod, $0, .udp) }
    let isTCPBlocked = !servers.contains { reaches(pod, $0, .tcp) }
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
}
