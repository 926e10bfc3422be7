import KubeCore

/// Every patch for every workload of an assessment, each proven on a changed copy of the snapshot.
enum PatchSuggestions {
  /// By workload, in the order EgressAllow, HostNetwork, CronJobToDeployment.
  static func suggest(_ assessment: Assessment) -> [ObjectKey: [SuggestedPatch]] {
    guard assessment.engine.rebuildsOnChurn else { return [:] }
    var patches: [ObjectKey: [SuggestedPatch]] = [:]
    for workload in assessment.workloads {
      var found: [SuggestedPatch] = []
      if workload.chattyReason != nil, workload.exposure.state != .exempt {
        if let patch = EgressAllowPatch(workload, in: assessment).suggestion() { found.append(patch) }
        if let patch = HostNetworkPatch(workload, in: assessment).suggestion() { found.append(patch) }
      }
      if let patch = CronJobToDeploymentPatch(workload, in: assessment)?.suggestion() { found.append(patch) }
      if !found.isEmpty { patches[workload.key] = found }
    }
    return patches
  }
}
