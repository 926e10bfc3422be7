import KubeCore
import Schedules
import Support

/// Source: pkg/controller/cronjob/cronjob_controllerv2.go, `syncCronJob`, `cleanupFinishedJobs`.
extension LifecycleDriver {
  func noticeCronJob(_ cronJob: Tree) {
    let key = key("CronJob", cronJob)
    guard cronJob.at("spec", "suspend") != true, !cronJob.isBeingDeleted else { return }
    let last = scheduledUntil[key] ?? now
    scheduledUntil[key] = last
    guard let next = schedule(of: cronJob)?.next(after: last) else { return }
    agenda.add(.cronJob(key), at: next)
  }

  /// `nil` where the schedule or the zone is not valid: the controller never runs it.
  private func schedule(of cronJob: Tree) -> CronSchedule? {
    guard let text = cronJob.at("spec", "schedule")?.stringValue else { return nil }
    var full = text
    if let zone = cronJob.at("spec", "timeZone")?.stringValue { full = "TZ=\(zone) \(text)" }
    return try? CronSchedule.parseStandard(full, zones: zones)
  }

  func startRun(_ key: ObjectKey) async throws {
    guard let cronJob = await cluster.object(CronJob.resource, namespace: key.namespace, name: key.name) else {
      scheduledUntil[key] = nil
      return
    }
    let scheduled = Timestamp(seconds: now.seconds)
    scheduledUntil[key] = now
    // An edit since may have moved the run, or taken it back.
    let isDue = schedule(of: cronJob)?.next(after: scheduled.advanced(bySeconds: -1)) == scheduled
    guard isDue, cronJob.at("spec", "suspend") != true, !cronJob.isBeingDeleted else { return }
    let active = await jobs(of: cronJob).filter { !JobProgress(job: $0, pods: []).isFinished }
    switch cronJob.at("spec", "concurrencyPolicy")?.stringValue {
    case "Forbid" where !active.isEmpty: return
    case "Replace": for job in active { try await removeJob(job) }
    default: break
    }
    let job = try await cluster.create(
      Job.resource, DriverObjects.job(of: cronJob, scheduled: scheduled, uid: names.uid()))
    agenda.add(.job(self.key("Job", job)), at: now.advanced(byMilliseconds: 5))
    try await writeStatus(of: key) { $0.set("status", "lastScheduleTime", to: scheduled.text) }
  }

  /// What a CronJob does when one of its Jobs has ended: the status, and the history limits.
  func finishRun(_ job: Tree) async throws {
    let owners = job.at("metadata", "ownerReferences")?.elements ?? []
    guard let owner = owners.first(where: { $0["kind"] == "CronJob" }), let name = owner["name"]?.stringValue,
      let cronJob = await cluster.object(CronJob.resource, namespace: job.objectNamespace, name: name)
    else { return }
    let all = await jobs(of: cronJob)
    try await trim(all.filter { $0.hasCondition("Complete") }, to: cronJob.at("spec", "successfulJobsHistoryLimit"), 3)
    try await trim(all.filter { $0.hasCondition("Failed") }, to: cronJob.at("spec", "failedJobsHistoryLimit"), 1)
    let completed = job.at("status", "completionTime")
    try await writeStatus(of: key("CronJob", cronJob)) { cronJob in
      if let completed { cronJob.set("status", "lastSuccessfulTime", to: completed) }
    }
  }

  private func trim(_ jobs: [Tree], to limit: Tree?, _ standard: Int64) async throws {
    let limit = limit?.integerValue ?? standard
    let oldestFirst = jobs.sorted {
      ($0.at("status", "startTime")?.stringValue ?? "", $0.objectName)
        < ($1.at("status", "startTime")?.stringValue ?? "", $1.objectName)
    }
    for job in oldestFirst.dropLast(Int(max(0, limit))) { try await removeJob(job) }
  }

  /// Removes a Job, then its pods, as the garbage collector does in the background.
  func removeJob(_ job: Tree) async throws {
    try await cluster.remove(Job.resource, job)
    for pod in await pods(of: job) { try await removePod(pod) }
  }

  private func writeStatus(of key: ObjectKey, _ edit: (inout Tree) -> Void) async throws {
    guard var cronJob = await cluster.object(CronJob.resource, namespace: key.namespace, name: key.name) else { return }
    let active = await jobs(of: cronJob).filter { !JobProgress(job: $0, pods: []).isFinished }
    let references = active.map { job -> Tree in
      [
        "kind": "Job", "namespace": .string(job.objectNamespace), "name": .string(job.objectName),
        "uid": .string(job.objectUID), "apiVersion": "batch/v1",
        "resourceVersion": job.at("metadata", "resourceVersion") ?? "",
      ]
    }
    cronJob.set("status", "active", to: references.isEmpty ? nil : .array(references))
    edit(&cronJob)
    try await cluster.replace(CronJob.resource, cronJob)
  }

  private func jobs(of cronJob: Tree) async -> [Tree] {
    await cluster.objects(Job.resource).filter {
      $0.objectNamespace == cronJob.objectNamespace && $0.controllerUID == cronJob.objectUID
    }
  }
}
