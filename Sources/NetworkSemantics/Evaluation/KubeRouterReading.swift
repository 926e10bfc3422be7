/// The policies of a few namespaces as kube-router would program them.
struct KubeRouterReading {
  /// What `::/0` becomes.
  static let allIPv6 = ["2000::/3", "fd00::/8"].compactMap { IPPrefix($0) }

  private let reading: PolicyReading
  private let differences: [NamespacedName: Set<KubeRouterDifference>]

  init(_ snapshot: PolicySnapshot, namespaces: [String]) {
    var policies: [String: [CompiledPolicy]] = [:]
    var differences: [NamespacedName: Set<KubeRouterDifference>] = [:]
    for namespace in Set(namespaces) {
      for policy in snapshot.policiesByNamespace[namespace, default: []] {
        var compiler = KubeRouterCompiler(policy, snapshot)
        policies[namespace, default: []].append(compiler.compile())
        differences[policy.name] = compiler.differences
      }
    }
    reading = PolicyReading(policies: policies, namespaces: snapshot.namespaces, ignoresInitContainers: true)
    self.differences = differences
  }

  func judge(
    _ snapshot: PolicySnapshot, from source: ConnectionEnd, to destination: ConnectionEnd,
    _ transport: TransportProtocol, _ port: UInt16
  ) -> JudgedConnection {
    snapshot.judge(from: source, to: destination) { from, to in
      // Under flannel the tunnel's address replaces the node's on the way (kube-router #332).
      let isHost = from.pod?.hostNetwork == true
      return reading.judge(from: isHost ? FlowEnd(pod: from.pod, address: nil) : from, to: to, transport, port)
    }
  }

  /// Puts kube-router's verdict beside the specification's, with what makes them differ.
  func verdict(_ theirs: JudgedConnection, beside ours: JudgedConnection) -> KubeRouterVerdict {
    guard theirs.verdict != ours.verdict || theirs.addresses != ours.addresses else {
      return KubeRouterVerdict(verdict: theirs.verdict, reason: "kube-router reads these policies as Kubernetes does")
    }
    let names = Set((ours.decidedBy + theirs.decidedBy).flatMap(\.isolatingPolicies))
    let causes = names.reduce(into: Set<KubeRouterDifference>()) { $0.formUnion(differences[$1] ?? []) }
    let explained = causes.isEmpty ? [.hostNetworkAddress] : causes.sorted()
    return KubeRouterVerdict(
      verdict: theirs.verdict, reason: explained.map(\.explanation).joined(separator: "; "))
  }
}
