package import KubeCore

/// The policies, pods and namespaces of one moment, ready to be asked about.
///
/// - ``policies(selecting:)``, ``isolation(of:)``, ``endpoints(selectedBy:)``: who is selected and isolated.
/// - ``verdict(from:to:transport:port:)``, ``icmpEcho(from:to:)``: may this connection be opened, and what decides it,
///   by the specification and as kube-router reads it.
/// - ``connectivity()``, ``difference(to:limit:)``: every allowed pair, and what a change gains and loses;
///   ``ConnectivityBaseline`` answers the latter for many changes of one snapshot.
/// - ``unusedPolicies``, ``duplicatePolicies``, ``subsumedPolicies``, ``dnsBlocked()``, ``setNameCollisions()``:
///   policies that cost without effect, or mislead.
///
/// Objects should be defaulted as by the API server; the defaults of policies are filled in here all the same. All
/// answers come in a fixed order, whatever the order of the input.
package struct PolicySnapshot: Sendable {
  /// In order of namespace and name.
  package let policies: [CompiledPolicy]
  /// In order of kind, namespace and name.
  package let endpoints: [PodEndpoint]
  let namespaces: NamespaceDirectory
  let policiesByNamespace: [String: [CompiledPolicy]]
  private let endpointsByAddress: [IPAddress: Int]

  package init(policies: [NetworkPolicy], endpoints: [PodEndpoint], namespaces: [Namespace]) {
    self.init(policies: policies, endpoints: endpoints, directory: NamespaceDirectory(namespaces))
  }

  private init(policies: [NetworkPolicy], endpoints: [PodEndpoint], directory: NamespaceDirectory) {
    self.policies = policies.map { CompiledPolicy($0) }.sorted { $0.name < $1.name }
    self.endpoints = endpoints.sorted { $0.id < $1.id }
    self.namespaces = directory
    policiesByNamespace = Dictionary(grouping: self.policies) { $0.name.namespace }
    endpointsByAddress = Self.addresses(of: self.endpoints)
  }

  /// A copy with other policies, in order, other namespaces, and the same pods.
  init(
    _ other: PolicySnapshot, policies: [CompiledPolicy], byNamespace: [String: [CompiledPolicy]],
    namespaces: NamespaceDirectory
  ) {
    self.policies = policies
    endpoints = other.endpoints
    self.namespaces = namespaces
    policiesByNamespace = byNamespace
    endpointsByAddress = other.endpointsByAddress
  }

  /// A copy with other policies and pods, both in order, and with these namespaces.
  init(
    policies: [CompiledPolicy], byNamespace: [String: [CompiledPolicy]], endpoints: [PodEndpoint],
    namespaces: NamespaceDirectory
  ) {
    self.policies = policies
    self.endpoints = endpoints
    self.namespaces = namespaces
    policiesByNamespace = byNamespace
    endpointsByAddress = Self.addresses(of: endpoints)
  }

  private static func addresses(of endpoints: [PodEndpoint]) -> [IPAddress: Int] {
    var byAddress: [IPAddress: Int] = [:]
    for (index, endpoint) in endpoints.enumerated() where endpoint.isSelectable {
      for address in endpoint.addresses { byAddress[address] = index }
    }
    return byAddress
  }

  /// The same moment with other policies: what a patch to policies is proven on.
  package func replacing(policies: [NetworkPolicy]) -> PolicySnapshot {
    PolicySnapshot(policies: policies, endpoints: endpoints, directory: namespaces)
  }

  /// What the API server would refuse in the policies.
  package var problems: [PolicyProblem] { policies.flatMap(\.problems) }

  /// The policies that apply to a pod, in order.
  package func policies(selecting endpoint: PodEndpoint) -> [CompiledPolicy] {
    guard endpoint.isSelectable else { return [] }
    return policiesByNamespace[endpoint.namespace, default: []].filter { $0.selects(endpoint) }
  }

  /// The pods that a policy applies to, in order.
  package func endpoints(selectedBy policy: CompiledPolicy) -> [PodEndpoint] {
    endpoints.filter { policy.selects($0) }
  }

  /// The pod with this key.
  package func endpoint(_ id: ObjectKey) -> PodEndpoint? {
    var low = 0
    var high = endpoints.count
    while low < high {
      let middle = (low + high) / 2
      if endpoints[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < endpoints.count && endpoints[low].id == id ? endpoints[low] : nil
  }

  package func isolation(of endpoint: PodEndpoint) -> Isolation {
    var isolation = Isolation()
    for policy in policies(selecting: endpoint) {
      isolation.selectedBy.append(policy.name)
      if policy.isolates(.ingress) { isolation.ingressPolicies.append(policy.name) }
      if policy.isolates(.egress) { isolation.egressPolicies.append(policy.name) }
      if policy.allowsEverything(.ingress) { isolation.ingressOpenedBy.append(policy.name) }
      if policy.allowsEverything(.egress) { isolation.egressOpenedBy.append(policy.name) }
    }
    return isolation
  }

  /// The pod that has an address of its own; not a node's.
  func endpoint(at address: IPAddress) -> PodEndpoint? { endpointsByAddress[address].map { endpoints[$0] } }

  /// Addresses of pods inside a block, in ascending order.
  func podAddresses(in prefix: IPPrefix) -> [IPAddress] {
    endpointsByAddress.keys.filter(prefix.contains).sorted()
  }
}
