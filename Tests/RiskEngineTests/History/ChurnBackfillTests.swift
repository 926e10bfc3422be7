import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Churn backfill")
struct ChurnBackfillTests {
  private static let start = Timestamp(seconds: 1_795_233_600)

  /// So many minutes before the start.
  private func ago(_ minutes: Int) -> Timestamp { Self.start.advanced(bySeconds: Int64(-60 * minutes)) }

  private func owner(_ kind: String, _ name: String) -> OwnerReference {
    with(OwnerReference()) { owner in
      (owner.kind, owner.name, owner.uid, owner.controller) = (kind, name, name, true)
    }
  }

  private func key(_ kind: String, _ name: String) -> ChurnSource {
    .object(ObjectKey(kind: kind, namespace: "infra", name: name))
  }

  private func job(
    _ name: String, of cronJob: String? = nil, start: Int?, end: Int? = nil, succeeded: Int32 = 0, failed: Int32 = 0,
    active: Int32 = 0
  ) -> Job {
    with(Job()) { job in
      job.metadata = ObjectMeta(namespace: "infra", name: name)
      if let cronJob { job.metadata.ownerReferences = [owner("CronJob", cronJob)] }
      job.metadata.creationTimestamp = start.map(ago)
      job.status.startTime = start.map(ago)
      job.status.completionTime = end.map(ago)
      (job.status.succeeded, job.status.failed, job.status.active) = (succeeded, failed, active)
    }
  }

  private func replicaSet(_ name: String, of deployment: String, created: Int, replicas: Int32) -> ReplicaSet {
    with(ReplicaSet()) { set in
      set.metadata = ObjectMeta(namespace: "infra", name: name)
      set.metadata.ownerReferences = [owner("Deployment", deployment)]
      set.metadata.creationTimestamp = ago(created)
      set.spec.replicas = replicas
    }
  }

  private func cronJob(_ name: String, last: Int?) -> CronJob {
    with(CronJob()) { cronJob in
      cronJob.metadata = ObjectMeta(namespace: "infra", name: name)
      cronJob.status.lastScheduleTime = last.map(ago)
    }
  }

  private func filled(
    jobs: [Job] = [], cronJobs: [CronJob] = [], replicaSets: [ReplicaSet] = [], _ ledger: ChurnLedger? = nil
  ) -> ChurnLedger {
    var ledger = ledger ?? ChurnLedger(startingAt: Self.start)
    ledger.fill(ChurnBackfill(jobs: jobs, cronJobs: cronJobs, replicaSets: replicaSets), before: Self.start)
    return ledger
  }

  private func requests(_ ledger: ChurnLedger, ago minutes: Int) -> Int {
    ledger.minutes.first { $0.number == ago(minutes).seconds / 60 }?.requests ?? -1
  }

  @Test("A finished Job tells its pods' starts and ends, charged to its CronJob")
  func finishedJob() {
    let ledger = filled(jobs: [job("tick-1", of: "tick", start: 30, end: 20, succeeded: 3, failed: 1)])
    #expect(requests(ledger, ago: 30) == 8)
    #expect(requests(ledger, ago: 20) == 4)
    #expect(ledger.shares(from: .backfill).map(\.source) == [key("CronJob", "tick")])
    #expect(ledger.totals(lastMinutes: 1440, from: .backfill).podStarts == 4)
  }

  @Test("A Job at work, one that failed, one of nobody's and one that is suspended each tell what they can")
  func otherJobs() {
    let ledger = filled(jobs: [
      job("busy", start: 10, active: 2), job("broken", start: 8, failed: 3), job("waiting", start: nil, active: 5),
    ])
    #expect(ledger.shares(from: .backfill).map(\.source) == [key("Job", "broken"), key("Job", "busy")])
    #expect(ledger.shares(from: .backfill).map(\.requests) == [9, 4])
  }

  @Test("The last run counts by its time only where no Job of it is left")
  func lastScheduleTime() {
    let gone = filled(
      jobs: [job("a-1", of: "a", start: 60, end: 60, succeeded: 1)], cronJobs: [cronJob("a", last: 30)])
    #expect(requests(gone, ago: 30) == 3)
    let there = filled(
      jobs: [job("a-1", of: "a", start: 30, end: 30, succeeded: 1)], cronJobs: [cronJob("a", last: 30)])
    #expect(requests(there, ago: 30) == 3)
    #expect(filled(cronJobs: [cronJob("a", last: nil)]).shares(from: .backfill).isEmpty)
  }

  @Test("Each ReplicaSet is a rollout of as many pods as there are today; the first one replaced nothing")
  func rollouts() {
    let ledger = filled(replicaSets: [
      replicaSet("web-2", of: "web", created: 100, replicas: 2),
      replicaSet("web-1", of: "web", created: 900, replicas: 0),
      replicaSet("db-1", of: "db", created: 50, replicas: 1),
    ])
    #expect(requests(ledger, ago: 900) == 4)
    #expect(requests(ledger, ago: 100) == 8)
    #expect(requests(ledger, ago: 50) == 2)
    #expect(ledger.shares(from: .backfill).map(\.source) == [key("Deployment", "web"), key("Deployment", "db")])
  }

  @Test("It is no observation: nothing is covered by it, and rates that were observed are without it")
  func isNoObservation() {
    var ledger = filled(jobs: [job("tick-1", of: "tick", start: 30, end: 30, succeeded: 4)])
    #expect(ledger.coverageMinutes == 0)
    #expect(ledger.basis == .backfill)
    #expect(ledger.requestsInLastHour == 0)
    #expect(ledger.totals(lastMinutes: 1440).requestsPerHour == nil)
    #expect(ledger.totals(lastMinutes: 1440, from: .backfill).requestsPerHour == 0.5)
    #expect(ledger.peakHour == nil)
    #expect(ledger.history.isEmpty)
    for minute in 0..<60 {
      ledger.record(ChurnEntry(requestedBy: key("Pod", "p")), at: ago(-minute))
      ledger.observe(until: ago(-minute - 1))
    }
    #expect(ledger.basis == .observed)
    #expect(ledger.totals(lastMinutes: 1440).requestsPerHour == 60)
    #expect(ledger.shares().map(\.source) == [key("Pod", "p")])
    #expect(ledger.history.minutes.count == 60)
  }

  @Test("What was observed is never filled, be it for a second, and a second filling takes the place of the first")
  func observedStays() {
    var known = ChurnLedger(startingAt: ago(40))
    known.observe(until: ago(40).advanced(bySeconds: 1))
    var ledger = ChurnLedger(startingAt: Self.start)
    ledger.merge(known.history)
    let jobs = [job("tick-1", of: "tick", start: 40, end: 39, succeeded: 1)]
    ledger = filled(jobs: jobs, ledger)
    #expect(requests(ledger, ago: 40) == 0)
    #expect(requests(ledger, ago: 39) == 1)
    #expect(filled(jobs: jobs, ledger) == ledger)
  }

  @Test("A history that comes late takes the place of what was reckoned")
  func lateHistory() {
    var known = ChurnLedger(startingAt: ago(35))
    known.record(ChurnEntry(requestedBy: key("Pod", "p")), at: ago(30))
    known.observe(until: ago(25))
    var ledger = filled(jobs: [job("tick-1", of: "tick", start: 30, end: 20, succeeded: 3)])
    ledger.merge(known.history)
    #expect(requests(ledger, ago: 30) == 1)
    #expect(requests(ledger, ago: 20) == 3)
    #expect(ledger.coverageMinutes == 10)
    #expect(ledger.shares().map(\.source) == [key("Pod", "p")])
  }

  @Test("Times before the window, after the start, and counts beyond belief do no harm")
  func unbelievable() {
    let ledger = filled(
      jobs: [
        job("old", start: 5000, end: 4000, succeeded: 1), job("late", start: -5, end: -6, succeeded: 1),
        job("huge", start: 5, end: 5, succeeded: .max, failed: .max, active: .max), job("odd", start: 6, failed: -7),
      ],
      replicaSets: [replicaSet("web-1", of: "web", created: 7, replicas: .max)])
    #expect(
      Set(ledger.shares(from: .backfill).map(\.source)) == [key("Job", "huge"), key("Deployment", "web")])
  }
}
