import KubeCore
import Schedules
import Support

/// Turns a CronJob that runs at an even period into a Deployment that sleeps between its rounds.
///
/// The container runs the job's own command in a loop of `sh` (``CronJobLoop``), aligned to the schedule's times; the
/// CronJob is suspended. One pod that stays takes the place of a pod start, end and delete a run.
struct CronJobToDeploymentPatch {
  private let workload: WorkloadAssessment
  private let assessment: Assessment
  private let cronJob: CronJob
  private let runs: ScheduledRuns

  /// `nil` for anything but a CronJob that runs.
  init?(_ workload: WorkloadAssessment, in assessment: Assessment) {
    guard workload.key.kind == ObjectKind.cronJob.rawValue,
      let index = assessment.snapshot.cronJobs.firstIndex(where: { ObjectKey(.cronJob, $0.metadata) == workload.key }),
      assessment.scheduled.indices.contains(index),
      assessment.scheduled[index].effectiveRunsPerHour > 0
    else { return nil }
    self.workload = workload
    self.assessment = assessment
    cronJob = assessment.snapshot.cronJobs[index]
    runs = assessment.scheduled[index]
  }

  private var namespace: String { workload.key.namespace }
  private var name: String { KubernetesNames.bounded(workload.key.name) }

  /// The patch; where a precondition is not met it is listed with the reason and has no body.
  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch? {
    guard let template = cronJob.spec.jobTemplateTree?["spec"]?["template"] else { return nil }
    let target = SuggestedPatch.Target(.deployment, namespace: namespace, name: name)
    return SuggestedPatch(
      type: .cronJobToDeployment, target: target, addresses: isFrequent ? [.frequentCronJob] : [],
      format: "manifest",
      changes: [
        PatchChange(cronJobTarget, .merge(["spec": ["suspend": true]])),
        PatchChange(target, .create(deployment(template))),
      ],
      effect: whatIf.effect(on: workload, without: runs),
      preconditions: [evenPeriod, onePod, oneContainer, commandGiven, nameFree, noService], sideEffects: sideEffects,
      confidence: .medium, undo: undo)
  }

  private var isFrequent: Bool {
    runs.effectiveRunsPerHour >= assessment.options.thresholds.frequentCronJobRunsPerHour
  }

  private var cronJobTarget: SuggestedPatch.Target {
    SuggestedPatch.Target(.cronJob, namespace: namespace, name: workload.key.name)
  }

  /// What takes the place of the CronJob's runs while the Deployment is there.
  private var suspend: String {
    PatchCommands.patch(cronJobTarget, ["spec": ["suspend": true]])
  }

  private var undo: String {
    PatchCommands.delete(SuggestedPatch.Target(.deployment, namespace: namespace, name: name)) + " && "
      + PatchCommands.patch(cronJobTarget, ["spec": ["suspend": false]])
  }

  private var sideEffects: [String] {
    [
      "The CronJob must be suspended first: \(suspend)",
      "One pod stays and keeps its memory between the rounds, and what a round leaves in its files; no Job objects and "
        + "no Job history are kept: a failed round shows in the log alone.",
      "A run that falls due while the pod is away is left out.", backOff,
    ] + changes
  }

  private var backOff: String {
    let limit = loop(60).backoffLimit
    guard limit > 0 else { return "A failed round is not tried again, as backoffLimit 0 has it." }
    return
      "A failed round is tried again \(Words.count(limit, "time")) (backoffLimit), after 10 s, 20 s and so on up to "
      + "\(loop(60).longestPauseSeconds) s, in the same pod."
  }

  /// What the loop cannot do as the job does it.
  private var changes: [String] {
    let job = cronJob.spec.jobTemplate.spec
    let tree = cronJob.spec.jobTemplateTree?["spec"]
    var effects: [String] = []
    if cronJob.spec.concurrencyPolicy != "Forbid", cronJob.spec.concurrencyPolicy != "Replace" {
      effects.append("concurrencyPolicy Allow becomes Forbid: a round that takes too long delays the next.")
    }
    if job.backoffLimit != 0, tree?["podFailurePolicy"] != nil {
      effects.append("podFailurePolicy has no counterpart: every failure counts as one.")
    }
    if tree?["template"]?["spec"]?["activeDeadlineSeconds"] != nil {
      effects.append("activeDeadlineSeconds of the pod is not enforced; that of the Job is.")
    }
    return effects
  }

  // MARK: Preconditions

  private var evenPeriod: SuggestedPatch.Precondition {
    switch period {
    case .minutes(let minutes):
      .init("EvenPeriod", .met, "\(cronJob.spec.schedule) runs every \(minutes) minutes, at most an hour apart.")
    case .uneven(let reason):
      .init("EvenPeriod", .notMet, "\(cronJob.spec.schedule): \(reason).")
    }
  }

  private var onePod: SuggestedPatch.Precondition {
    let job = cronJob.spec.jobTemplate.spec
    let isOne = runs.podsPerRun == 1 && (job.parallelism ?? 1) == 1
    return .init(
      "OnePodPerRun", isOne ? .met : .notMet, "A run has \(runs.podsPerRun) pod\(runs.podsPerRun == 1 ? "" : "s").")
  }

  private var oneContainer: SuggestedPatch.Precondition {
    let spec = cronJob.spec.jobTemplate.spec.template.spec
    guard spec.containers.count == 1, spec.initContainers.isEmpty else {
      return .init(
        "OneContainer", .notMet,
        "A run has \(spec.containers.count) containers and \(spec.initContainers.count) init containers; a loop in one "
          + "of them would not start the others anew.")
    }
    return .init("OneContainer", .met, "A run has one container, \(spec.containers[0].name).")
  }

  private var commandGiven: SuggestedPatch.Precondition {
    guard let container = cronJob.spec.jobTemplate.spec.template.spec.containers.first else {
      return .init("CommandGiven", .notMet, "The job has no container.")
    }
    guard !container.command.isEmpty else {
      return .init(
        "CommandGiven", .notMet,
        "Container \(container.name) runs the command of its image \(container.image), which the manifest does not tell."
      )
    }
    let shells = ["sh", "/bin/sh", "bash", "/bin/bash", "/bin/ash", "ash"]
    let hasShell = shells.contains(container.command[0])
    return .init(
      "CommandGiven", hasShell ? .met : .unknown,
      hasShell
        ? "Container \(container.name) already runs \(container.command[0]), so its image has a shell."
        : "Whether the image \(container.image) has /bin/sh and date cannot be seen; the loop needs both.")
  }

  private var nameFree: SuggestedPatch.Precondition {
    let isTaken = assessment.snapshot.deployments.contains {
      $0.metadata.namespace == namespace && $0.metadata.name == name
    }
    return .init(
      "NameFree", isTaken ? .notMet : .met,
      isTaken ? "There is a Deployment \(namespace)/\(name) already." : "No Deployment \(namespace)/\(name) is there.")
  }

  /// The pod that stays has the labels of the job's pods: a Service that selects those would send it traffic for good.
  private var noService: SuggestedPatch.Precondition {
    let labels = cronJob.spec.jobTemplate.spec.template.metadata.labels
    let service = assessment.snapshot.services.first { service in
      service.metadata.namespace == namespace && service.selects(labels)
    }
    guard let service else {
      return .init("NoServiceSelects", .met, "No Service of the namespace selects the job's pods.")
    }
    return .init(
      "NoServiceSelects", .notMet,
      "Service \(namespace)/\(service.metadata.name) selects the job's pods by \(service.spec.selector): the pod that "
        + "stays would be an endpoint of it.")
  }

  private var period: EvenPeriod {
    runs.schedule?.evenPeriod(after: assessment.options.now) ?? .uneven(reason: "the schedule is invalid")
  }

  // MARK: The Deployment

  private func loop(_ minutes: Int) -> CronJobLoop {
    let job = cronJob.spec.jobTemplate.spec
    let seconds = minutes * 60
    var grace = 30
    if case .integer(let seconds)? = cronJob.spec.jobTemplateTree?["spec"]?["template"]?["spec"]?[
      "terminationGracePeriodSeconds"]
    {
      grace = Int(max(0, seconds))
    }
    return CronJobLoop(
      schedule: cronJob.spec.schedule, periodSeconds: seconds,
      offsetSeconds: Int((runs.runs.first?.seconds ?? 0) % Int64(seconds)), backoffLimit: Int(job.backoffLimit ?? 6),
      longestPauseSeconds: job.template.spec.restartPolicy == "OnFailure" ? 300 : 600,
      activeDeadlineSeconds: job.activeDeadlineSeconds.map { Int($0) },
      startingDeadlineSeconds: cronJob.spec.startingDeadlineSeconds.map { Int($0) },
      isReplaced: cronJob.spec.concurrencyPolicy == "Replace", graceSeconds: grace)
  }

  private func deployment(_ template: Tree) -> Tree {
    let label = "netrisk.dev/cronjob"
    let value = KubernetesNames.labelValue(workload.key.name)
    var template = template
    var metadata = template["metadata"] ?? [:]
    var labels = metadata["labels"] ?? [:]
    labels[label] = .string(value)
    metadata["labels"] = labels
    metadata["creationTimestamp"] = nil
    template["metadata"] = metadata
    template["spec"] = podSpec(template["spec"] ?? [:])
    return [
      "apiVersion": .string(ObjectKind.deployment.apiVersion), "kind": "Deployment",
      "metadata": [
        "name": .string(name), "namespace": .string(namespace), "labels": .object([.init(label, .string(value))]),
      ],
      "spec": [
        "replicas": 1, "strategy": ["type": "Recreate"],
        "selector": ["matchLabels": .object([.init(label, .string(value))])], "template": template,
      ],
    ]
  }

  private func podSpec(_ original: Tree) -> Tree {
    var spec = original
    spec["restartPolicy"] = "Always"
    spec["activeDeadlineSeconds"] = nil
    guard case .minutes(let minutes) = period, var container = spec["containers"]?.elements.first else { return spec }
    let command = (container["command"]?.elements ?? []) + (container["args"]?.elements ?? [])
    // In an argument Kubernetes expands $(NAME) as in the command it was; the script itself must not be expanded.
    let text = loop(minutes).script.replacing("$(", with: "$$(")
    container["command"] = ["/bin/sh", "-c", .string(text), "round"]
    container["args"] = .array(command)
    spec["containers"] = [container]
    return spec
  }
}
