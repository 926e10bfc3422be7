package import KubeCore
package import Schedules
package import Support

/// What an evaluation needs beside the objects: the time, the zones, the thresholds.
package struct EvaluationOptions: Sendable {
  /// Findings are raised from here on; each has a flag of its own.
  package struct Thresholds: Hashable, Sendable {
    /// NR102: runs per hour of a CronJob.
    package var frequentCronJobRunsPerHour = 4.0
    /// NR106: mean seconds for which a new peer is refused.
    package var programmingDelaySeconds = 0.5
    /// NR106: pod starts per hour of the peer.
    package var peerChangesPerHour = 1.0

    package init() {}
  }

  package var now: Timestamp
  package var zones: any ZoneSource
  /// The zone of schedules that name none: kube-controller-manager's, which the API does not tell.
  package var localZone: TimeZoneRules
  package var thresholds = Thresholds()
  /// The engine that is given by hand, instead of what the objects say.
  package var engine: PolicyEngine?
  /// NR109: sync requests per hour that are accepted; `nil` for no limit.
  package var syncRequestBudget: Double?

  /// NR109 for single workloads, by what their NetRisk accepts.
  package var workloadBudgets: [ObjectKey: Double] = [:]
  /// Exceptions beside those that annotations make.
  package var exceptions: [FindingException] = []
  /// Which workloads are chatty.
  package var catalogue = Catalogue.standard
  /// Workloads that somebody has said to be chatty or quiet: stronger than annotations and the catalogue.
  package var profiles: [ObjectKey: WorkloadProfile] = [:]

  /// Churn as it was watched; `nil` for manifests.
  package var observed: ChurnLedger?
  /// Sync requests per hour that no schedule foretells, as they were counted: they come on top of the forecast.
  package var unscheduledRequestsPerHour = 0.0

  package init(now: Timestamp, zones: any ZoneSource, localZone: TimeZoneRules = .utc) {
    self.now = now
    self.zones = zones
    self.localZone = localZone
  }
}
