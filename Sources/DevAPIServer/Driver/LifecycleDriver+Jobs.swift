import KubeCore
import Support

extension LifecycleDriver {
  func syncJob(_ key: ObjectKey) async throws {
    guard let job = await cluster.object(Job.resource, namespace: key.namespace, name: key.name) else { return }
    let progress = JobProgress(job: job, pods: await pods(of: job))
    guard !progress.isFinished, !job.isBeingDeleted else { return }
    if progress.uncounted.isEmpty {
      try await makePods(job, progress)
    } else {
      try await countPods(job, progress)
    }
  }

  private func makePods(_ job: Tree, _ progress: JobProgress) async throws {
    for _ in 0..<progress.missing {
      let pod = try await cluster.create(
        Pod.resource, DriverObjects.pod(of: job, suffix: names.suffix(), uid: names.uid()))
      agenda.add(
        .pod(key("Pod", pod), .scheduled), at: now.advanced(byMilliseconds: options.steps.scheduled))
    }
    try await write(job, status: progress.status(active: progress.active + progress.missing, isCounted: true, now: now))
    if progress.outcome != nil { try await end(job) }
  }

  /// Counts pods that have ended: first their uids, then, once their finalizers are gone, their number.
  private func countPods(_ job: Tree, _ progress: JobProgress) async throws {
    try await write(job, status: progress.status(active: progress.active, isCounted: false, now: now))
    for pod in progress.uncounted { try await cluster.replace(Pod.resource, DriverObjects.untracked(pod)) }
    let latest = await cluster.object(Job.resource, namespace: job.objectNamespace, name: job.objectName) ?? job
    var counted = progress.status(active: progress.active, isCounted: true, now: now)
    // Conditions of the first write keep their times.
    if let first = latest.at("status", "conditions")?.elements.first, let all = counted["conditions"]?.elements {
      counted["conditions"] = .array([first] + all.dropFirst())
    }
    try await write(latest, status: counted)
    guard progress.outcome == nil else { return try await end(job) }
    let failures = progress.uncounted.contains { $0.phase == "Failed" } ? progress.failed : 0
    let doublings = min(max(failures - 1, 0), 10)
    let wait = failures == 0 ? options.jobBatchMilliseconds : options.backoffMilliseconds << doublings
    agenda.add(.retry(key("Job", job)), at: now.advanced(byMilliseconds: wait))
  }

  private func end(_ job: Tree) async throws {
    guard let ended = await cluster.object(Job.resource, namespace: job.objectNamespace, name: job.objectName) else {
      return
    }
    try await finishRun(ended)
  }

  private func write(_ job: Tree, status: Tree) async throws {
    guard job["status"] != status else { return }
    var job = job
    job["status"] = status
    try await cluster.replace(Job.resource, job)
  }

  func pods(of job: Tree) async -> [Tree] {
    await cluster.objects(Pod.resource).filter {
      $0.objectNamespace == job.objectNamespace && $0.controllerUID == job.objectUID
    }
  }
}
