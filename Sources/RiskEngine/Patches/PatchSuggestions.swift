import KubeCore

extension SuggestedPatch {
  /// Whether there is a risk that it lowers, or an exposure that it ends.
  fileprivate var helps: Bool {
    let (before, after) = (effect.before, effect.after)
    return before.risk.level > .none && (after.risk.score < before.risk.score || after.exposure < before.exposure)
  }
}

/// Every patch for every workload of an assessment, each proven on a changed copy of the snapshot.
enum PatchSuggestions {
  /// By workload, in the order EgressAllow, HostNetwork, CronJobToDeployment.
  static func suggest(_ assessment: Assessment) -> [ObjectKey: [SuggestedPatch]] {
    guard assessment.engine.rebuildsOnChurn else { return [:] }
    var whatIf = WhatIf(assessment)
    var patches: [ObjectKey: [SuggestedPatch]] = [:]
    for workload in assessment.workloads {
      var found: [SuggestedPatch] = []
      if workload.chattyReason != nil, workload.exposure.state != .exempt {
        let suggestions = [
          EgressAllowPatch(workload, in: assessment).suggestion(&whatIf),
          HostNetworkPatch(workload, in: assessment).suggestion(&whatIf),
        ]
        found += suggestions.compactMap { $0 }.filter(\.helps)
      }
      if let patch = CronJobToDeploymentPatch(workload, in: assessment)?.suggestion(&whatIf) { found.append(patch) }
      if !found.isEmpty { patches[workload.key] = found }
    }
    return patches
  }
}
