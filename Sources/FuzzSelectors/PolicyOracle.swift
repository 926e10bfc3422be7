import FuzzSupport
import KubeCore
import NetworkSemantics

/// Verdicts, the matrix of all connections and the hygiene of policies against each other and against the API's words.
enum PolicyOracle {
  static func check(_ cluster: Cluster) {
    let snapshot = PolicySnapshot(
      policies: cluster.policies, endpoints: cluster.pods, namespaces: cluster.namespaces)
    let connectivity = snapshot.connectivity()
    for source in cluster.pods {
      _ = snapshot.isolation(of: source)
      _ = snapshot.verdict(
        from: .pod(source), to: .addresses(cluster.block), transport: cluster.transport, port: cluster.port)
      _ = snapshot.verdict(
        from: .addresses(cluster.block), to: .pod(source), transport: cluster.transport, port: cluster.port)
      for destination in cluster.pods {
        _ = snapshot.icmpEcho(from: source, to: destination)
        check(cluster, snapshot, connectivity, from: source, to: destination)
      }
    }
    checkHygiene(snapshot, cluster)
  }

  private static func check(
    _ cluster: Cluster, _ snapshot: PolicySnapshot, _ connectivity: Connectivity, from source: PodEndpoint,
    to destination: PodEndpoint
  ) {
    let judged = snapshot.verdict(
      from: .pod(source), to: .pod(destination), transport: cluster.transport, port: cluster.port)
    expect(!judged.reason.isEmpty, "A verdict without a reason")
    guard source.isSelectable, destination.isSelectable, source.id != destination.id else { return }
    let isConnected = connectivity.connections(from: source.id, to: destination.id)[cluster.transport]
      .contains(cluster.port)
    switch judged.verdict {
    case .allowed: expect(isConnected, "Allowed but not connected: \(judged.reason)")
    case .denied: expect(!isConnected, "Denied but connected: \(judged.reason)")
    case .partial, .unknown: break
    }
    guard judged.verdict != .unknown, source.addresses.count == 1, destination.addresses.count == 1,
      source.addresses[0].family == destination.addresses[0].family
    else { return }
    let naive = NaivePolicies(policies: cluster.policies, namespaces: cluster.namespaces)
    expectEqual(
      judged.verdict == .allowed, naive.allow(source, destination, cluster.transport, cluster.port),
      "The API's words say otherwise: \(judged.reason)")
  }

  /// A policy that is called superfluous can go.
  private static func checkHygiene(_ snapshot: PolicySnapshot, _ cluster: Cluster) {
    _ = snapshot.dnsBlocked()
    _ = snapshot.setNameCollisions
    let superfluous =
      snapshot.unusedPolicies + snapshot.duplicatePolicies.flatMap { $0.dropFirst() }
      + snapshot.subsumedPolicies.map(\.policy)
    for name in superfluous {
      let others = cluster.policies.filter {
        NamespacedName($0.metadata.namespace, $0.metadata.name) != name
      }
      let difference = snapshot.difference(to: snapshot.replacing(policies: others))
      expect(difference.isEmpty, "Without \(name) there are other connections: \(difference)")
    }
  }
}
