import KubeCore
package import Schedules
package import Support

/// Plays CronJobs, Jobs and the lives of pods on a cluster without controllers and kubelets.
///
/// One step brings the cluster from where it is to a moment: what a real cluster would have done until then happens in
/// order, each event at its own time. The same cluster, seed and moments give the same events. `run` takes the steps by
/// the clock it is given; a clock that is faster than the wall's plays a day in minutes.
package actor LifecycleDriver {
  enum Entry: Hashable, Sendable {
    /// A run of a CronJob is due.
    case cronJob(ObjectKey)
    case job(ObjectKey)
    case pod(ObjectKey, PodLifecycle.Step)
    /// A failed pod's place is filled again.
    case retry(ObjectKey)
    /// A deleted pod's grace period is over.
    case kill(ObjectKey)
  }

  let cluster: any ClusterWrites
  let zones: any ZoneSource
  let options: DriverOptions
  var agenda = Agenda<Entry>()
  /// Up to when runs of each CronJob have been started or passed over.
  var scheduledUntil: [ObjectKey: Timestamp] = [:]
  var names: DriverNames
  private(set) var now: Timestamp

  /// Nothing that was due before `start` happens.
  package init(
    _ cluster: any ClusterWrites, zones: any ZoneSource, start: Timestamp, options: DriverOptions = DriverOptions()
  ) {
    self.cluster = cluster
    self.zones = zones
    self.options = options
    names = DriverNames(seed: options.seed)
    now = start
  }

  /// When there is something to do next; `nil` where nothing is known of.
  package var nextDue: Timestamp? { agenda.next }

  /// Does everything that is due until `time`, which does not go back.
  package func step(to time: Timestamp) async throws {
    try await notice()
    while let (due, entry) = agenda.take(until: time) {
      now = max(now, due)
      try await perform(entry)
      try await notice()
    }
    now = max(now, time)
  }

  /// Takes steps by the clock until the task is cancelled; looks for new objects at least once a second.
  package func run(_ time: any TimeSource) async throws {
    while !Task.isCancelled {
      try await step(to: time.now())
      var wait = Duration.seconds(1)
      if let next = nextDue {
        let until = next.duration(since: time.now())
        wait = max(.milliseconds(1), min(wait, until))
      }
      try await time.sleep(for: wait)
    }
  }

  private func perform(_ entry: Entry) async throws {
    switch entry {
    case .cronJob(let key): try await startRun(key)
    case .job(let key): try await syncJob(key)
    case .pod(let key, let step): try await advancePod(key, step)
    case .retry(let key): try await syncJob(key)
    case .kill(let key): try await killPod(key)
    }
  }

  /// Looks at what is there and enters what it has to do.
  private func notice() async throws {
    for cronJob in await cluster.objects(CronJob.resource) { noticeCronJob(cronJob) }
    for pod in await cluster.objects(Pod.resource) { noticePod(pod) }
    for job in await cluster.objects(Job.resource) where job.at("status", "startTime") == nil {
      agenda.add(.job(key("Job", job)), at: now)
    }
  }

  private func noticePod(_ pod: Tree) {
    let key = key("Pod", pod)
    if pod.isBeingDeleted {
      let grace = pod.at("metadata", "deletionGracePeriodSeconds")?.integerValue ?? 0
      agenda.add(.kill(key), at: now.advanced(bySeconds: min(grace, 1)))
    } else if pod.at("spec", "nodeName")?.stringValue == nil, !pod.isFinishedPod {
      agenda.add(.pod(key, .scheduled), at: now.advanced(byMilliseconds: options.steps.scheduled))
    }
  }

  func key(_ kind: String, _ object: Tree) -> ObjectKey {
    ObjectKey(kind: kind, namespace: object.objectNamespace, name: object.objectName)
  }
}

extension Timestamp {
  /// The time that has passed since `earlier`; negative where it lies ahead.
  func duration(since earlier: Timestamp) -> Duration {
    .seconds(seconds - earlier.seconds) + .nanoseconds(Int64(nanoseconds - earlier.nanoseconds))
  }
}
