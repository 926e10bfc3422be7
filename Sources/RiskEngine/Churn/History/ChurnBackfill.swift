package import KubeCore
package import Support

/// What the objects of a cluster tell of the churn before anybody watched it: for a ledger's first hour, until
/// something was observed.
///
/// It says *at least so much*, and to a minute at best:
///
/// - A Job that is still there tells its pods (`status.succeeded`, `failed`, `active`) and when the first was started
///   and the last was done. It is charged to its CronJob. Jobs beyond the history limits are gone, and with them what
///   they did; what a CronJob will do is forecast from its schedule, so that is not extrapolated here.
/// - A CronJob's `status.lastScheduleTime` tells of one run, where no Job of it is left.
/// - A ReplicaSet's `creationTimestamp` tells of a rollout. How many pods it had then is not known: today's number
///   stands for it. A rollback takes an old ReplicaSet and leaves no time; scaling leaves none either.
/// - Nothing tells of pods that were replaced, of other controllers' pods, of policies that were written over, or of
///   EndpointSlices.
///
/// An entry counts only in a minute in which nothing was observed, and makes no minute an observed one.
package struct ChurnBackfill: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var time: Timestamp
    package var source: ChurnSource
    package var requests: Int
    package var podStarts: Int
  }

  /// A pod that comes up: hostIP, then podIP with Running (`Tests/RiskEngineTests/Fixtures/cronjob-runs-watch.json`).
  static let requestsPerStart = 2
  /// A Job's pod that is done: its phase. Its deletion leaves no time.
  static let requestsPerCompletion = 1
  /// A pod that a rollout ends: its phase, and its deletion (`rollout-watch.json`).
  static let requestsPerReplacement = 2
  /// Of one object: what a status claims is not believed beyond that.
  static let podLimit = 100_000

  package private(set) var entries: [Entry] = []

  /// - Parameters: everything of these kinds that is there.
  package init(jobs: [Job], cronJobs: [CronJob], replicaSets: [ReplicaSet]) {
    for job in jobs { add(job) }
    let latest = Self.latestRuns(jobs)
    for cronJob in cronJobs { add(cronJob, latestJob: latest[ObjectKey(.cronJob, cronJob.metadata)]) }
    let byOwner = Dictionary(grouping: replicaSets) { Self.root(.replicaSet, $0.metadata) }
    for (owner, replicaSets) in byOwner.sorted(by: { $0.key < $1.key }) { add(replicaSets, of: owner) }
  }

  private mutating func add(_ time: Timestamp?, _ owner: ObjectKey, requests: Int, podStarts: Int = 0) {
    guard let time, requests > 0 else { return }
    entries.append(Entry(time: time, source: .object(owner), requests: requests, podStarts: podStarts))
  }

  // MARK: Jobs

  private mutating func add(_ job: Job) {
    // Without a start time the Job is suspended, or not looked at yet: it has no pods.
    guard let start = job.status.startTime else { return }
    let owner = Self.root(.job, job.metadata)
    let done = Self.pods(job.status.succeeded) + Self.pods(job.status.failed)
    let started = done + Self.pods(job.status.active)
    add(start, owner, requests: started * Self.requestsPerStart, podStarts: started)
    // A failed Job has no completion time; that its pods ended is certain all the same.
    add(job.status.completionTime ?? start, owner, requests: done * Self.requestsPerCompletion)
  }

  private static func latestRuns(_ jobs: [Job]) -> [ObjectKey: Timestamp] {
    var latest: [ObjectKey: Timestamp] = [:]
    for job in jobs {
      guard let time = job.metadata.creationTimestamp else { continue }
      latest.merge([root(.job, job.metadata): time]) { max($0, $1) }
    }
    return latest
  }

  private mutating func add(_ cronJob: CronJob, latestJob: Timestamp?) {
    guard let last = cronJob.status.lastScheduleTime, (latestJob.map { $0 < last }) ?? true else { return }
    let pods = min(cronJob.spec.jobTemplate.spec.podsPerRun, Self.podLimit)
    add(
      last, ObjectKey(.cronJob, cronJob.metadata),
      requests: pods * (Self.requestsPerStart + Self.requestsPerCompletion), podStarts: pods)
  }

  // MARK: ReplicaSets

  /// The oldest one that is there replaced nothing, as far as is known.
  private mutating func add(_ replicaSets: [ReplicaSet], of owner: ObjectKey) {
    let pods = min(replicaSets.reduce(0) { $0 + Self.pods($1.spec.replicas ?? 1) }, Self.podLimit)
    let times = replicaSets.compactMap(\.metadata.creationTimestamp).sorted()
    for (index, time) in times.enumerated() {
      let perPod = Self.requestsPerStart + (index > 0 ? Self.requestsPerReplacement : 0)
      add(time, owner, requests: pods * perPod, podStarts: pods)
    }
  }

  private static func pods(_ count: Int32) -> Int { min(max(Int(count), 0), podLimit) }

  private static func root(_ kind: ObjectKind, _ metadata: ObjectMeta) -> ObjectKey {
    guard let controller = metadata.controllerReference else { return ObjectKey(kind, metadata) }
    return ObjectKey(kind: controller.kind, namespace: metadata.namespace, name: controller.name)
  }
}

extension ChurnLedger {
  /// Fills every minute before `start` in which nothing was observed with what is reckoned of it, which may be nothing.
  ///
  /// What stood there of an earlier backfill is forgotten, so that nothing counts twice; a minute that was observed for
  /// a second alone is left as it is.
  package mutating func fill(_ backfill: ChurnBackfill, before start: Timestamp) {
    let first = currentMinute &- Int64(Self.windowMinutes)
    let end = min(Self.minute(of: start), currentMinute)
    guard first < end else { return }
    for number in first..<end where ring[Self.slot(number)].isUnknown {
      clear(number)
      ring[Self.slot(number)].isBackfilled = true
    }
    for entry in backfill.entries {
      let number = Self.minute(of: entry.time)
      guard number >= first, number < end, ring[Self.slot(number)].isBackfilled else { continue }
      ring[Self.slot(number)].podStarts += entry.podStarts
      charge(entry.source, ChurnHistory.Charge(requests: entry.requests), in: Self.slot(number))
    }
  }
}

extension ChurnMinute {
  /// Whether nothing was observed: no time, and no event either.
  fileprivate var isUnknown: Bool {
    isBackfilled || (observedSeconds == 0 && requests + podStarts + podDeletes + endpointSliceUpdates == 0)
  }
}
