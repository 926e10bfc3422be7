import KubeCore
import Support

/// Stops a CronJob that runs often: the test of whether its churn is what hurts, taken back with one command.
struct SuspendCronJobPatch {
  private let workload: WorkloadAssessment
  private let runs: ScheduledRuns

  /// `nil` for anything but a CronJob that runs often enough to be reported (NR102).
  init?(_ workload: WorkloadAssessment, in assessment: Assessment) {
    guard workload.key.kind == ObjectKind.cronJob.rawValue,
      let runs = assessment.scheduled.first(where: { $0.key == workload.key }),
      runs.effectiveRunsPerHour >= assessment.options.thresholds.frequentCronJobRunsPerHour
    else { return nil }
    self.workload = workload
    self.runs = runs
  }

  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch {
    let key = workload.key
    let target = SuggestedPatch.Target(.cronJob, namespace: key.namespace, name: key.name)
    return SuggestedPatch(
      type: .suspendCronJob, target: target, addresses: [.frequentCronJob], format: "merge",
      changes: [PatchChange(target, .merge(["spec": ["suspend": true]]))],
      effect: whatIf.effect(on: workload, without: runs),
      preconditions: [
        .init("OutputNotNeeded", .unknown, "What depends on the output of \(key) cannot be seen.")
      ],
      sideEffects: [
        "Its work is not done while it is suspended; a run that is under way goes on.",
        "A run that falls due meanwhile is made up for at once when it is resumed, where startingDeadlineSeconds is "
          + "not over.",
      ],
      confidence: .high, undo: PatchCommands.patch(target, ["spec": ["suspend": false]]))
  }
}
