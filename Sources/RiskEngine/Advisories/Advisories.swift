import KubeCore

/// Every advisory for an assessment, in the order of their types.
enum Advisories {
  static func all(_ assessment: Assessment) -> [Advisory] {
    let kernels = NodeKernels(assessment)
    return [
      kernels.upgrade, kernels.stopSSDP, engineMigration(assessment), FlannelBackends(assessment).hostGateway,
      applicationRetries(assessment),
    ].compactMap { $0 }
  }

  /// The chatty workloads of at least this level, the worst first.
  private static func chatty(_ assessment: Assessment, from level: RiskLevel) -> [WorkloadAssessment] {
    assessment.workloads.filter { $0.chattyReason != nil && $0.risk.level >= level }
      .sorted { $0.risk.score == $1.risk.score ? $0.key < $1.key : $0.risk.score > $1.risk.score }
  }

  /// Another engine, where this one's rebuilding puts chatty workloads at High or keeps it busy without end.
  private static func engineMigration(_ assessment: Assessment) -> Advisory? {
    let engine = assessment.engine
    let workloads = chatty(assessment, from: assessment.cost.isSaturated ? .low : .high)
    guard engine.rebuildsOnChurn, !engine.isAssumed, let first = workloads.first else { return nil }
    let nodes = engine.nodes.filter(\.engine.rebuildsOnChurn).map {
      ObjectKey(kind: "Node", namespace: "", name: $0.node)
    }
    let isK3s = assessment.snapshot.nodes.contains { $0.k3sSignal != nil }
    let switchOff =
      isK3s
      ? "start every K3s server with --flannel-backend=none --disable-network-policy" : "remove kube-router's DaemonSet"
    return Advisory(
      .engineMigration, about: nodes.isEmpty ? [first.key] : nodes,
      reason: "\(engine.name) rebuilds all of its policy state for \(assessment.syncsInWords); "
        + "\(Words.count(workloads.count, "chatty workload")), such as \(first.key), depend on it.",
      action:
        "Plan the change to an engine that writes differences only (Calico, Cilium): \(switchOff), install the other "
        + "one, and on every node remove what is left: iptables-save | grep -v KUBE-ROUTER | iptables-restore.",
      confidence: .medium,
      evidence: [
        Evidence("Engine \(engine.name): \(engine.signal)."),
        Evidence(
          "Felix and Cilium change what differs alone; with them no workload here would have a risk from policy churn."),
        Evidence("New connections break while networks are changed on a node: drain it first."),
      ])
  }

  /// Clients that try again outlive the time in which a new peer is refused.
  private static func applicationRetries(_ assessment: Assessment) -> Advisory? {
    let workloads = chatty(assessment, from: .medium)
    let worst = assessment.cost.programmingDelayWorstSeconds
    guard assessment.engine.rebuildsOnChurn, !workloads.isEmpty, worst > 0 else { return nil }
    return Advisory(
      .applicationRetries, about: workloads.map(\.key),
      reason: "New connections with a pod that has just started are refused until a sync has programmed it: "
        + "\(Words.seconds(assessment.cost.programmingDelayMeanSeconds)) on average, \(Words.seconds(worst)) at worst.",
      action: "Let clients keep connections open, and try a refused one again with pauses that add up to more than "
        + "\(Words.seconds(worst)) before they report a failure.",
      confidence: .medium,
      evidence: [
        Evidence("A reject shows as ECONNREFUSED at once: a client can tell it from a lost packet."),
        Evidence("The delay is that of one sync, or of the rest of a running one and a whole one."),
      ])
  }
}
