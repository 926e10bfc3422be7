import KubeCore

/// Whether a workload's pods find a place on the nodes once they share the nodes' ports.
struct HostNetworkPlaces {
  private let workload: Workload
  private let spec: PodSpec
  private let wanted: Set<HostPort>
  /// The nodes that its pods may be put on, as far as `nodeName`, `nodeSelector`, taints and cordons tell.
  private let nodes: [Node]
  private let knowsNodes: Bool
  /// Ports that other pods have, of those that it wants.
  private let taken: [HostPortTable.Entry]

  init(_ assessed: WorkloadAssessment, in assessment: Assessment, _ table: HostPortTable) {
    workload = assessed.workload
    let spec = assessed.workload.template?.spec ?? PodSpec()
    self.spec = spec
    let wanted = Set(spec.ports.map { HostPort($0) })
    let own = Set(workload.pods.map(\.metadata.name))
    let namespace = assessed.key.namespace
    let isDaemon = assessed.key.kind == ObjectKind.daemonSet.rawValue
    self.wanted = wanted
    knowsNodes = !assessment.snapshot.nodes.isEmpty
    nodes = assessment.snapshot.nodes.filter { spec.mayRun(on: $0, ignoresCordon: isDaemon) }
    taken = table.entries.filter { entry in
      wanted.contains(entry.port) && !(entry.namespace == namespace && own.contains(entry.pod))
    }
  }

  /// In the order in which they are shown.
  var preconditions: [SuggestedPatch.Precondition] { [portsMatch, portsFree, replicasFit].compactMap { $0 } }

  /// The API server refuses others on the host's network (`validateContainerPorts` and `validateHostNetwork` of
  /// pkg/apis/core/validation).
  private var portsMatch: SuggestedPatch.Precondition? {
    guard let port = spec.ports.first(where: { $0.hostPort != 0 && $0.hostPort != $0.containerPort }) else {
      return nil
    }
    return .init(
      "HostPortsMatch", .notMet,
      "containerPort \(port.containerPort) has hostPort \(port.hostPort): on the host's network both must be the same.")
  }

  /// The nodes on which its ports are free.
  private var places: [Node] {
    let busy = Set(taken.map(\.node))
    return nodes.filter { !busy.contains($0.metadata.name) }
  }

  private var portsFree: SuggestedPatch.Precondition {
    guard !wanted.isEmpty else {
      return .init("HostPortsFree", .unknown, "The template declares no ports; what it opens cannot be seen.")
    }
    guard let first = taken.first else {
      return .init("HostPortsFree", .met, "No other pod declares its ports on a node; undeclared ports cannot be seen.")
    }
    let user = "Pod \(first.namespace)/\(first.pod) already uses \(first.port.protocol) \(first.port.number)"
    // Where it is not known on which node the port is taken, or which nodes there are, it may be anywhere.
    guard knowsNodes, taken.allSatisfy({ !$0.node.isEmpty }), places.count >= needed else {
      return .init("HostPortsFree", .notMet, "\(user) on its node.")
    }
    return .init(
      "HostPortsFree", .met,
      "\(user) on node \(first.node); \(Words.count(places.count, "other node")) may run it with its ports free.")
  }

  /// How many nodes it needs at once.
  private var needed: Int { workload.replicas ?? nodes.count }

  private var replicasFit: SuggestedPatch.Precondition {
    guard let replicas = workload.replicas else {
      return .init("ReplicasFitNodes", .met, "A DaemonSet has one pod a node.")
    }
    guard knowsNodes else { return .init("ReplicasFitNodes", .unknown, "No Nodes are among the objects.") }
    let status: SuggestedPatch.PreconditionStatus = replicas <= nodes.count ? .met : .notMet
    return .init(
      "ReplicasFitNodes", status,
      "One pod a node at most: \(Words.count(replicas, "replica")), \(Words.count(nodes.count, "node")) that may run it "
        + "(affinities are not looked at).")
  }
}

extension PodSpec {
  fileprivate func mayRun(on node: Node, ignoresCordon: Bool) -> Bool {
    if !nodeName.isEmpty, nodeName != node.metadata.name { return false }
    if node.spec.unschedulable, !ignoresCordon { return false }
    guard nodeSelector.allSatisfy({ node.metadata.labels[$0.key] == $0.value }) else { return false }
    return node.spec.taints.allSatisfy { taint in
      // What the cordon means is judged above.
      taint.effect == "PreferNoSchedule" || taint.key == "node.kubernetes.io/unschedulable"
        || tolerations.contains { $0.tolerates(taint) }
    }
  }
}

extension Toleration {
  /// `ToleratesTaint` of k8s.io/component-helpers, scheduling/corev1.
  fileprivate func tolerates(_ taint: Taint) -> Bool {
    if !effect.isEmpty, effect != taint.effect { return false }
    if !key.isEmpty, key != taint.key { return false }
    return `operator` == "Exists" || (`operator`.isEmpty || `operator` == "Equal") && value == taint.value
  }
}
