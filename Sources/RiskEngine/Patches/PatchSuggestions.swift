import KubeCore

extension SuggestedPatch {
  /// Whether there is a risk that it lowers, or an exposure that it ends.
  fileprivate var helps: Bool {
    let (before, after) = (effect.before, effect.after)
    return before.risk.level > .none && (after.risk.score < before.risk.score || after.exposure < before.exposure)
  }
}

/// Every patch for an assessment, each proven on a changed copy of the snapshot.
struct PatchSuggestions {
  /// By workload, in the order EgressAllow, HostNetwork, Unselect, DedicatedNamespace, CronJobToDeployment,
  /// SuspendCronJob.
  private(set) var workloads: [ObjectKey: [SuggestedPatch]] = [:]
  /// For the cluster as a whole.
  private(set) var cluster: [SuggestedPatch] = []

  /// - Parameter suppressed: findings that somebody has excepted: nothing is suggested against them.
  init(_ assessment: Assessment, suppressed: [SuppressedFinding]) {
    var whatIf = WhatIf(assessment)
    let spared = Set(suppressed.map(\.finding.object))
    cluster = ConsolidatePoliciesPatch(in: assessment, sparing: spared).suggestions(&whatIf)
    if assessment.engine.rebuildsOnChurn { workloads = Self.suggest(assessment, &whatIf) }
  }

  private static func suggest(_ assessment: Assessment, _ whatIf: inout WhatIf) -> [ObjectKey: [SuggestedPatch]] {
    var patches: [ObjectKey: [SuggestedPatch]] = [:]
    for workload in assessment.workloads {
      var found: [SuggestedPatch] = []
      if workload.chattyReason != nil, workload.exposure.state != .exempt {
        let suggestions = [
          EgressAllowPatch(workload, in: assessment).suggestion(&whatIf),
          HostNetworkPatch(workload, in: assessment).suggestion(&whatIf),
          UnselectPatch(workload, in: assessment)?.suggestion(&whatIf),
          DedicatedNamespacePatch(workload, in: assessment)?.suggestion(&whatIf),
        ]
        found += suggestions.compactMap { $0 }.filter(\.helps)
      }
      if let patch = CronJobToDeploymentPatch(workload, in: assessment)?.suggestion(&whatIf) { found.append(patch) }
      if let patch = SuspendCronJobPatch(workload, in: assessment)?.suggestion(&whatIf) { found.append(patch) }
      if !found.isEmpty { patches[workload.key] = found }
    }
    return patches
  }
}
