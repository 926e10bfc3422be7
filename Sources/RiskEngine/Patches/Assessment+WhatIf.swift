import KubeCore
import NetworkSemantics
import Support

/// A second assessment of one workload, with part of the world changed.
extension Assessment {
  /// The numbers of a workload as they are.
  func side(of workload: WorkloadAssessment) -> PatchEffect.Side {
    PatchEffect.Side(
      risk: workload.risk, exposure: workload.exposure.state, policies: snapshot.policies.count,
      syncRequestsPerHour: churn.syncRequestsPerHour, pressureSecondsPerHour: cost.pressureSecondsPerHour)
  }

  /// The numbers of a workload with these policies instead.
  func side(of workload: WorkloadAssessment, network changed: PolicySnapshot, endpoints: [PodEndpoint])
    -> PatchEffect.Side
  {
    side(of: workload, network: changed, endpoints: endpoints, scheduled: scheduled)
  }

  /// The numbers of a workload when these jobs run instead.
  func side(of workload: WorkloadAssessment, scheduled changed: [ScheduledRuns]) -> PatchEffect.Side {
    side(of: workload, network: network, endpoints: workload.endpoints, scheduled: changed)
  }

  private func side(
    of workload: WorkloadAssessment, network: PolicySnapshot, endpoints: [PodEndpoint], scheduled: [ScheduledRuns]
  ) -> PatchEffect.Side {
    let churn = ChurnForecast.report(scheduled, rebuildsOnChurn: engine.rebuildsOnChurn)
    let cost = cost(of: scheduled, policies: network.policies.count)
    var rating = ExposureRating(network: network, engine: engine)
    let exposure = rating.rate(workload.workload, endpoints).exposure.state
    var input = workload.riskInput
    input.exposure = exposure
    input.pressureSecondsPerHour = cost.pressureSecondsPerHour
    input.isSaturated = cost.isSaturated
    return PatchEffect.Side(
      risk: LevelTable.risk(input), exposure: exposure, policies: network.policies.count,
      syncRequestsPerHour: churn.syncRequestsPerHour, pressureSecondsPerHour: cost.pressureSecondsPerHour)
  }

  private func cost(of changed: [ScheduledRuns], policies: Int) -> CostReport {
    if changed == scheduled, policies == snapshot.policies.count { return cost }
    return ChurnForecast.cost(
      changed, policies: policies, start: Timestamp(seconds: options.now.seconds / 86_400 * 86_400))
  }

  /// What a change of policies or pods does to connections: named up to the limit, counted exactly.
  func effect(_ before: PatchEffect.Side, _ after: PatchEffect.Side, network changed: PolicySnapshot?) -> PatchEffect {
    guard let changed else {
      return PatchEffect(before: before, after: after, gained: [], lost: [], gainedCount: 0, lostCount: 0)
    }
    let difference = network.difference(to: changed, limit: PatchEffect.namedConnections)
    return PatchEffect(
      before: before, after: after, gained: difference.gained.examples.map(\.description),
      lost: difference.lost.examples.map(\.description), gainedCount: difference.gained.count,
      lostCount: difference.lost.count)
  }
}
