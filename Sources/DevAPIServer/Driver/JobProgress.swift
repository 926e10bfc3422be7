import Support

/// What the Job controller makes of a Job and its pods. Source: pkg/controller/job/job_controller.go, `syncJob`,
/// `trackJobStatusAndRemoveFinalizers`, `getStatus`.
struct JobProgress {
  let job: Tree
  let pods: [Tree]

  private func count(_ member: String) -> Int64 { job.at("status", member)?.integerValue ?? 0 }

  private var completions: Int64? { job.at("spec", "completions")?.integerValue }
  private var parallelism: Int64 { job.at("spec", "parallelism")?.integerValue ?? 1 }
  private var backoffLimit: Int64 { job.at("spec", "backoffLimit")?.integerValue ?? 6 }

  var isFinished: Bool { job.hasCondition("Complete") || job.hasCondition("Failed") }
  var hasStarted: Bool { job.at("status", "startTime")?.stringValue != nil }

  /// Pods that have ended and are not counted yet.
  var uncounted: [Tree] { pods.filter { $0.isFinishedPod && DriverObjects.isTracked($0) } }
  var active: Int64 { Int64(pods.count { !$0.isFinishedPod && !$0.isBeingDeleted }) }
  var ready: Int64 { Int64(pods.count { !$0.isFinishedPod && $0.hasCondition("Ready") }) }
  var succeeded: Int64 { count("succeeded") + Int64(uncounted.count { $0.phase == "Succeeded" }) }
  var failed: Int64 { count("failed") + Int64(uncounted.count { $0.phase == "Failed" }) }

  enum Outcome { case complete, failed }

  /// How the Job ends once its uncounted pods are counted; `nil` while it goes on.
  var outcome: Outcome? {
    if failed > backoffLimit { return .failed }
    if let completions { return succeeded >= completions ? .complete : nil }
    return succeeded > 0 && active == 0 ? .complete : nil
  }

  /// How many pods are still to be made now.
  var missing: Int64 {
    guard outcome == nil, job.at("spec", "suspend") != true else { return 0 }
    let wanted = completions.map { min(parallelism, $0 - succeeded) } ?? (succeeded > 0 ? active : parallelism)
    return max(0, wanted - active)
  }

  /// The status while pods are being counted, or, with `isCounted`, when they have been.
  func status(active: Int64, isCounted: Bool, now: Timestamp) -> Tree {
    func uids(_ phase: String) -> Tree? {
      let uids = uncounted.filter { $0.phase == phase }.map { Tree.string($0.objectUID) }
      return isCounted || uids.isEmpty ? nil : .array(uids)
    }
    func positive(_ value: Int64) -> Tree? { value > 0 ? .integer(value) : nil }
    let conditions = conditions(isCounted: isCounted, now: now)
    return .members(
      ("conditions", conditions.isEmpty ? nil : .array(conditions)),
      ("startTime", job.at("status", "startTime") ?? now.text),
      ("completionTime", isCounted && outcome == .complete ? now.text : nil),
      ("active", positive(active)),
      ("succeeded", positive(isCounted ? succeeded : count("succeeded"))),
      ("failed", positive(isCounted ? failed : count("failed"))),
      ("terminating", .integer(Int64(pods.count { $0.isBeingDeleted && !$0.isFinishedPod }))),
      ("uncountedTerminatedPods", .members(("succeeded", uids("Succeeded")), ("failed", uids("Failed")))),
      ("ready", .integer(ready)))
  }

  private func conditions(isCounted: Bool, now: Timestamp) -> [Tree] {
    func condition(_ type: String, _ reason: String, _ message: String) -> Tree {
      let old = (job.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == type }
      return old ?? [
        "type": .string(type), "status": "True", "lastProbeTime": now.text, "lastTransitionTime": now.text,
        "reason": .string(reason), "message": .string(message),
      ]
    }
    let types: [String]
    let reason: String
    let message: String
    switch outcome {
    case .complete:
      (types, reason, message) = (
        ["SuccessCriteriaMet", "Complete"], "CompletionsReached", "Reached expected number of succeeded pods"
      )
    case .failed:
      (types, reason, message) = (
        ["FailureTarget", "Failed"], "BackoffLimitExceeded", "Job has reached the specified backoff limit"
      )
    case nil: return []
    }
    return types.prefix(isCounted ? 2 : 1).map { condition($0, reason, message) }
  }
}
