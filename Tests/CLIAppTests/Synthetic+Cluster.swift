import KubeCore
import RiskEngine
import Support

extension Synthetic {
  static let cluster = ClusterReport(
    engine: EngineReport(
      name: "kube-router", signal: "Node node1: status.nodeInfo.kubeletVersion is v1.32.6+k3s1",
      nodes: [EngineReport.NodeEngine(node: "node1", name: "kube-router", signal: "kubeletVersion v1.32.6+k3s1")],
      rebuildsOnChurn: true, enforcesPolicy: true, isAssumed: false),
    policies: PolicyCounts(
      total: 130,
      byNamespace: [
        PolicyCounts.NamespaceCount(namespace: "webapps", count: 99),
        PolicyCounts.NamespaceCount(namespace: "automation", count: 20),
        PolicyCounts.NamespaceCount(namespace: "media", count: 10),
        PolicyCounts.NamespaceCount(namespace: "infra", count: 1),
      ]),
    churn: ChurnReport(
      cronJobRunsPerHour: 22, syncRequestsPerHour: RateRange(low: 66, high: 88), timerSyncsPerHour: 12,
      topSources: [
        ChurnReport.Source(
          key: updater, runsPerHour: 12, podsPerRun: 1, syncRequestsPerHour: RateRange(low: 36, high: 48),
          sharePercent: 54.5)
      ]),
    cost: CostReport(
      syncSeconds: 0.42, source: "Calibration", syncsPerHour: 100.1, pressureSecondsPerHour: 42.04, isSaturated: false,
      programmingDelayMeanSeconds: 0.21, programmingDelayWorstSeconds: 0.84),
    ruledOut: [
      RuledOut(
        name: "KernelBroadcastRouteCache",
        reason: "every node runs Linux 6.8, and the fault is in kernels from 5.15 to 6.5",
        evidence: [Evidence(.ruledOut, "Node node1: status.nodeInfo.kernelVersion is 6.8.0")])
    ], suggestedPatches: [consolidation],
    advisories: [
      Advisory(
        .engineMigration, about: [ObjectKey(kind: "Node", namespace: "", name: "node1")],
        reason: "kube-router rebuilds all of its policy state.", action: "Plan the change to another engine.",
        confidence: .medium, evidence: [Evidence("Felix changes what differs alone.")])
    ])

  static func side(_ level: RiskLevel, _ score: Int, _ exposure: ExposureState, low: Double = 66) -> PatchEffect.Side {
    PatchEffect.Side(
      risk: Risk(level: level, score: score, evidence: .predicted), exposure: exposure, policies: 130,
      syncRequestsPerHour: RateRange(low: low, high: low / 3 * 4), pressureSecondsPerHour: 42.04)
  }

  private static let unowned = SuggestedPatch(
    type: .egressAllow, target: SuggestedPatch.Target(apiVersion: "networking.k8s.io/v1", key: policy),
    addresses: [.egressIsolatedChattyWorkload], format: "merge",
    changes: [
      PatchChange(
        SuggestedPatch.Target(apiVersion: "networking.k8s.io/v1", key: policy),
        .merge(["spec": ["egress": [[:]]]]))
    ],
    effect: PatchEffect(
      before: side(.high, 62, .egressPolicy), after: side(.medium, 37, .ingressPolicy),
      gained: ["automation/homeassistant → webapps/web-1: TCP all, UDP all, SCTP all"], lost: [], gainedCount: 2,
      lostCount: 0),
    preconditions: [
      SuggestedPatch.Precondition(
        "OnlyThisWorkload", .met, "NetworkPolicy automation/homeassistant selects nothing else")
    ],
    sideEffects: ["The workload may open connections to everywhere."], confidence: .experiment,
    undo: "kubectl apply -f manifests/homeassistant.yaml")

  static var patch: SuggestedPatch {
    var managedBy = ManagedBy(
      .helmRelease, namespace: "automation", name: "homeassistant",
      chart: ChartReference(name: "app-template", version: "4.1.1"))
    managedBy.location = SourceLocation(file: "manifests/helmrelease.yaml", line: 2, column: 1)
    var patch = unowned
    patch.managed = [ManagedObject(policy, managedBy)]
    return patch
  }

  private static let unused = SuggestedPatch.Target(
    apiVersion: "networking.k8s.io/v1", key: ObjectKey(kind: "NetworkPolicy", namespace: "webapps", name: "old-1"))

  private static var withFewerPolicies: PatchEffect.Side {
    var side = side(.high, 61, .egressPolicy)
    side.policies = 129
    return side
  }

  static let consolidation = SuggestedPatch(
    type: .consolidatePolicies,
    target: SuggestedPatch.Target(
      apiVersion: "v1", key: ObjectKey(kind: "Namespace", namespace: "", name: "webapps")),
    addresses: [.unusedPolicy], format: "delete", changes: [PatchChange(unused, .delete)],
    effect: PatchEffect(
      before: side(.high, 62, .egressPolicy), after: withFewerPolicies, gained: [], lost: [], gainedCount: 0,
      lostCount: 0),
    preconditions: [
      SuggestedPatch.Precondition("Needless", .met, "NetworkPolicy webapps/old-1 selects no pod.")
    ],
    sideEffects: ["One sync takes 3 ms less."], confidence: .high, undo: "kubectl apply -f removed.yaml")

  static let replacement = SuggestedPatch(
    type: .cronJobToDeployment, target: SuggestedPatch.Target(apiVersion: "batch/v1", key: updater),
    addresses: [.frequentCronJob], format: "manifest",
    changes: [
      PatchChange(
        SuggestedPatch.Target(apiVersion: "batch/v1", key: updater),
        .create(["apiVersion": "apps/v1", "kind": "Deployment"]))
    ],
    effect: PatchEffect(
      before: side(.high, 62, .egressPolicy), after: side(.high, 62, .egressPolicy, low: 30), gained: [], lost: [],
      gainedCount: 0, lostCount: 1),
    preconditions: [
      SuggestedPatch.Precondition("Shell", .unknown, "the image is not known to have a shell"),
      SuggestedPatch.Precondition("ReadWriteOnce", .notMet, "the claim data is used by another pod"),
    ],
    sideEffects: [], confidence: .low, undo: "kubectl delete deployment -n infra home-ip-updater")
}
