import KubeCore
import Schedules
import Support

/// Turns a CronJob that runs at an even period into a Deployment that sleeps between its rounds.
///
/// The container runs the job's own command in a loop of `sh`, aligned to the schedule's times; the CronJob is
/// suspended. One pod that stays takes the place of a pod start, end and delete a run.
struct CronJobToDeploymentPatch {
  private let workload: WorkloadAssessment
  private let assessment: Assessment
  private let cronJob: CronJob
  private let runs: ScheduledRuns

  /// `nil` for anything but a CronJob that runs often enough to be reported (NR102).
  init?(_ workload: WorkloadAssessment, in assessment: Assessment) {
    guard workload.key.kind == ObjectKind.cronJob.rawValue,
      let index = assessment.snapshot.cronJobs.firstIndex(where: { ObjectKey(.cronJob, $0.metadata) == workload.key }),
      assessment.scheduled.indices.contains(index),
      assessment.scheduled[index].effectiveRunsPerHour >= assessment.options.thresholds.frequentCronJobRunsPerHour
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
      type: .cronJobToDeployment, target: target, addresses: [.frequentCronJob], format: "manifest",
      changes: [
        PatchChange(cronJobTarget, .merge(["spec": ["suspend": true]])),
        PatchChange(target, .create(deployment(template))),
      ],
      effect: whatIf.effect(on: workload, without: runs),
      preconditions: [evenPeriod, onePod, oneContainer, commandGiven, nameFree, noService], sideEffects: sideEffects,
      confidence: .medium, undo: undo)
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
    var effects = [
      "The CronJob must be suspended first: \(suspend)",
      "One pod stays and keeps its memory between the rounds; no Job objects and no Job history are kept.",
      "A failing round is logged and the next one comes at its time; a Job's retries (backoffLimit) do not happen.",
    ]
    let job = cronJob.spec.jobTemplate.spec
    if cronJob.spec.concurrencyPolicy != "Forbid" {
      effects.append(
        "concurrencyPolicy \(cronJob.spec.concurrencyPolicy) becomes Forbid: a round that takes too long delays the next."
      )
    }
    if job.activeDeadlineSeconds != nil { effects.append("activeDeadlineSeconds is not enforced on a round.") }
    if cronJob.spec.startingDeadlineSeconds != nil {
      effects.append("startingDeadlineSeconds has no counterpart: a round that is missed is left out.")
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
      service.metadata.namespace == namespace && !service.spec.selector.isEmpty
        && service.spec.selector.allSatisfy { labels[$0.key] == $0.value }
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

  /// Rounds start where the schedule's own runs do: the offset is the first run's, so a zone that is no whole number
  /// of periods from UTC stays right.
  private func script(periodSeconds: Int, offsetSeconds: Int) -> String {
    // A schedule may hold line breaks, which would end the comment.
    let schedule = cronJob.spec.schedule.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return """
      # One round every \(periodSeconds) s, at the times of the schedule '\(schedule)'.
      child=
      stop() { [ -z "$child" ] || kill -TERM "$child" 2>/dev/null; wait; exit 0; }
      trap stop TERM INT
      while :; do
        sleep $(( \(periodSeconds) - ($(date +%s) - \(offsetSeconds)) % \(periodSeconds) )) & child=$!
        wait "$child" || exit 1
        "$@" & child=$!
        wait "$child" || echo "round ended with status $?" >&2
      done

      """
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
    let seconds = minutes * 60
    let offset = (runs.runs.first?.seconds ?? 0) % Int64(seconds)
    let command = (container["command"]?.elements ?? []) + (container["args"]?.elements ?? [])
    // In an argument Kubernetes expands $(NAME) as in the command it was; the script itself must not be expanded.
    let text = script(periodSeconds: seconds, offsetSeconds: Int(offset)).replacing("$(", with: "$$(")
    container["command"] = ["/bin/sh", "-c", .string(text), "round"]
    container["args"] = .array(command)
    spec["containers"] = [container]
    return spec
  }
}
