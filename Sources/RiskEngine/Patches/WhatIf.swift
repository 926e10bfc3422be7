import KubeCore
import NetworkSemantics
import Support

/// Second assessments of an assessment's workloads, each with part of the world changed.
///
/// What the changes have in common is computed once, when the first of them asks for it.
struct WhatIf {
  let assessment: Assessment
  private lazy var baseline = ConnectivityBaseline(assessment.network)
  /// What the syncs of the scheduled day cost, by the number of policies.
  private var costs: [Int: CostReport]
  /// What they cost without one job of this shape.
  private var costsWithout: [RunShape: CostReport] = [:]
  private lazy var endpointsByNamespace = Dictionary(grouping: assessment.network.endpoints, by: \.namespace)
  private lazy var namespaces = Set(
    assessment.snapshot.namespaces.map(\.metadata.name) + assessment.network.policies.map(\.name.namespace)
  ).union(endpointsByNamespace.keys)
  /// For the patches that would take ports of a node.
  private(set) lazy var hostPorts = HostPortTable(assessment.snapshot.pods)

  init(_ assessment: Assessment) {
    self.assessment = assessment
    costs = [assessment.snapshot.policies.count: assessment.cost]
  }

  /// The pods of a namespace, in order.
  mutating func endpoints(in namespace: String) -> [PodEndpoint] { endpointsByNamespace[namespace] ?? [] }

  /// Whether there is such a namespace, as far as any object tells.
  mutating func hasNamespace(_ name: String) -> Bool { namespaces.contains(name) }

  /// What a patch does that changes policies, pods or namespaces, told by this workload.
  mutating func effect(on workload: WorkloadAssessment, _ change: SnapshotChange) -> PatchEffect {
    let network = assessment.network.applying(change.withoutEndpoints)
    let moved = Dictionary(change.endpoints.map { ($0.id, $0) }) { _, last in last }
    let endpoints = workload.endpoints.map { moved[$0.id] ?? $0 }
    let cost = cost(policies: network.policies.count)
    let after = side(of: workload, network: network, endpoints: endpoints, churn: assessment.churn, cost: cost)
    let difference = baseline.difference(change, limit: PatchEffect.namedConnections)
    func named(_ changes: ConnectivityDifference.Changes) -> [String] {
      changes.examples.map { connection in
        let cause = connection.cause(before: assessment.network, after: network, moved: moved)
        return cause.map { "\(connection) (\($0))" } ?? connection.description
      }
    }
    return PatchEffect(
      before: assessment.side(of: workload), after: after, gained: named(difference.gained),
      lost: named(difference.lost), gainedCount: difference.gained.count, lostCount: difference.lost.count)
  }

  /// What removing policies does to the cluster, told by its workload at most risk; `nil` where there is no workload.
  mutating func effect(removing policies: [NamespacedName]) -> PatchEffect? {
    let worst = assessment.workloads.max { ($0.risk.score, $1.key) < ($1.risk.score, $0.key) }
    return worst.map { effect(on: $0, SnapshotChange(removedPolicies: policies)) }
  }

  /// What a patch does after which this job no longer runs, and which changes no connections.
  mutating func effect(on workload: WorkloadAssessment, without job: ScheduledRuns) -> PatchEffect {
    let scheduled = assessment.scheduled.map { other in
      var other = other
      if other.key == job.key { other.isSuspended = true }
      return other
    }
    let cost = cost(of: scheduled, without: job)
    let churn = ChurnForecast.report(scheduled, rebuildsOnChurn: assessment.engine.rebuildsOnChurn)
    let after = side(
      of: workload, network: assessment.network, endpoints: workload.endpoints, churn: churn, cost: cost)
    return PatchEffect(
      before: assessment.side(of: workload), after: after, gained: [], lost: [], gainedCount: 0, lostCount: 0)
  }

  /// The day is simulated once for all jobs that run alike: without one of them it is the same as without another.
  private mutating func cost(of scheduled: [ScheduledRuns], without job: ScheduledRuns) -> CostReport {
    let shape = RunShape(job)
    if let known = costsWithout[shape] { return known }
    let cost = ChurnForecast.cost(
      scheduled, unscheduledPerHour: assessment.options.unscheduledRequestsPerHour,
      policies: assessment.snapshot.policies.count, start: day)
    costsWithout[shape] = cost
    return cost
  }

  private var day: Timestamp { Timestamp(seconds: assessment.options.now.seconds / 86_400 * 86_400) }

  private func side(
    of workload: WorkloadAssessment, network: PolicySnapshot, endpoints: [PodEndpoint], churn: ChurnReport,
    cost: CostReport
  ) -> PatchEffect.Side {
    var rating = ExposureRating(network: network, engine: assessment.engine)
    var input = workload.riskInput
    input.exposure = rating.rate(workload.workload, endpoints).exposure.state
    input.pressureSecondsPerHour = cost.pressureSecondsPerHour
    input.isSaturated = cost.isSaturated
    if RuledOutCauses.isPolicyChurnRuledOut(assessment.engine, network) { input.evidence = .ruledOut }
    return PatchEffect.Side(
      risk: LevelTable.risk(input), exposure: input.exposure, policies: network.policies.count,
      syncRequestsPerHour: churn.syncRequestsPerHour, pressureSecondsPerHour: cost.pressureSecondsPerHour)
  }

  private mutating func cost(policies: Int) -> CostReport {
    if let known = costs[policies] { return known }
    let cost = ChurnForecast.cost(
      assessment.scheduled, unscheduledPerHour: assessment.options.unscheduledRequestsPerHour, policies: policies,
      start: day)
    costs[policies] = cost
    return cost
  }
}

/// All that the simulated day knows of a job.
private struct RunShape: Hashable {
  var isSuspended: Bool
  var runs: [Timestamp]
  var pods: Int
  var waves: Int

  init(_ job: ScheduledRuns) {
    (isSuspended, runs, pods, waves) = (job.isSuspended, job.runs, job.podsPerRun, job.wavesPerRun)
  }
}

extension Assessment {
  /// The numbers of a workload as they are.
  fileprivate func side(of workload: WorkloadAssessment) -> PatchEffect.Side {
    PatchEffect.Side(
      risk: workload.risk, exposure: workload.exposure.state, policies: snapshot.policies.count,
      syncRequestsPerHour: churn.syncRequestsPerHour, pressureSecondsPerHour: cost.pressureSecondsPerHour)
  }
}
