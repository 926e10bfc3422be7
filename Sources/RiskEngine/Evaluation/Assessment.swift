package import KubeCore
package import NetworkSemantics
import Support

/// One evaluation of one snapshot: every number of the report, before findings and patches.
///
/// A what-if is a second assessment, of a changed copy of the snapshot; what the change cannot touch is taken over.
package struct Assessment: Sendable {
  package let snapshot: Snapshot
  package let options: EvaluationOptions
  package let engine: ClusterEngine
  package let network: PolicySnapshot
  package let scheduled: [ScheduledRuns]
  package let churn: ChurnReport
  package let cost: CostReport
  /// In order of kind, namespace and name.
  package let workloads: [WorkloadAssessment]

  /// Assesses a snapshot of valid, defaulted objects.
  package init(_ snapshot: Snapshot, options: EvaluationOptions) {
    let engine = EngineFingerprint(
      nodes: snapshot.nodes, daemonSets: snapshot.daemonSets, pods: snapshot.pods
    ).clusterEngine(given: options.engine)
    let workloads = WorkloadBuilder.workloads(of: snapshot)
    let network = PolicySnapshot(
      policies: snapshot.policies, endpoints: workloads.flatMap(\.endpoints), namespaces: snapshot.namespaces)
    self.init(
      snapshot, options: options, engine: engine, network: network,
      scheduled: snapshot.cronJobs.map { ScheduledRuns($0, options: options) }, workloads: workloads)
  }

  private init(
    _ snapshot: Snapshot, options: EvaluationOptions, engine: ClusterEngine, network: PolicySnapshot,
    scheduled: [ScheduledRuns], workloads: [Workload]
  ) {
    self.snapshot = snapshot
    self.options = options
    self.engine = engine
    self.network = network
    self.scheduled = scheduled
    churn = ChurnForecast.report(scheduled, rebuildsOnChurn: engine.rebuildsOnChurn)
    let day = Timestamp(seconds: options.now.seconds / 86_400 * 86_400)
    cost =
      engine.rebuildsOnChurn
      ? ChurnForecast.cost(
        scheduled, unscheduledPerHour: options.unscheduledRequestsPerHour, policies: snapshot.policies.count, start: day
      ) : .none
    var rating = ExposureRating(network: network, engine: engine)
    var assessed: [WorkloadAssessment] = []
    for workload in workloads {
      assessed.append(Self.assess(workload, rating: &rating, engine: engine, cost: cost, options))
    }
    self.workloads = assessed
  }

  private static func assess(
    _ workload: Workload, rating: inout ExposureRating, engine: ClusterEngine, cost: CostReport,
    _ options: EvaluationOptions
  ) -> WorkloadAssessment {
    let endpoints = workload.endpoints
    let rated = rating.rate(workload, endpoints)
    let chatty = workload.chattyReason(options.catalogue, options.profiles[workload.key])
    let input = RiskInput(
      exposure: rated.exposure.state, pressureSecondsPerHour: cost.pressureSecondsPerHour,
      isSaturated: cost.isSaturated, isChatty: chatty != nil,
      evidence: RuledOutCauses.isPolicyChurnRuledOut(engine, rating.network) ? .ruledOut : .predicted,
      cap: engine.isAssumed ? .medium : .critical)
    return WorkloadAssessment(
      workload: workload, endpoints: endpoints, chattyReason: chatty, exposure: rated.exposure,
      egressPolicies: rated.egressPolicies, riskInput: input, risk: LevelTable.risk(input))
  }

  /// The workload with this key.
  package func workload(_ key: ObjectKey) -> WorkloadAssessment? { workloads.first { $0.key == key } }
}
