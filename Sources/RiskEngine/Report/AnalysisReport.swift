package import KubeCore

/// Everything that one analysis says: what the command line prints and what the status of the CRDs is taken from.
package struct AnalysisReport: Hashable, Sendable {
  package static let apiVersion = "netrisk.dev/v1alpha1"
  package static let kind = "AnalysisReport"

  package var cluster: ClusterReport
  /// Ordered by score from the highest, then by kind, namespace and name.
  package var workloads: [WorkloadReport]
  /// In output order: see ``Finding``.
  package var findings: [Finding]
  package var suppressed: [SuppressedFinding]

  package init(
    cluster: ClusterReport, workloads: [WorkloadReport], findings: [Finding], suppressed: [SuppressedFinding]
  ) {
    self.cluster = cluster
    self.workloads = workloads
    self.findings = findings
    self.suppressed = suppressed
  }
}

/// What holds for the cluster as a whole.
package struct ClusterReport: Hashable, Sendable {
  package var engine: EngineReport
  package var policies: PolicyCounts
  package var churn: ChurnReport
  package var cost: CostReport
  package var ruledOut: [RuledOut]
  /// Patches that are for no workload; their effect is told by the workload at most risk.
  package var suggestedPatches: [SuggestedPatch]
  /// What no patch of an object can do.
  package var advisories: [Advisory]

  package init(
    engine: EngineReport, policies: PolicyCounts, churn: ChurnReport, cost: CostReport, ruledOut: [RuledOut],
    suggestedPatches: [SuggestedPatch] = [], advisories: [Advisory] = []
  ) {
    self.engine = engine
    self.policies = policies
    self.churn = churn
    self.cost = cost
    self.ruledOut = ruledOut
    self.suggestedPatches = suggestedPatches
    self.advisories = advisories
  }
}

/// What enforces policy, and how that is known.
package struct EngineReport: Hashable, Sendable {
  /// What runs on one node.
  package struct NodeEngine: Hashable, Sendable {
    package var node: String
    package var name: String
    package var signal: String

    package init(node: String, name: String, signal: String) {
      self.node = node
      self.name = name
      self.signal = signal
    }
  }

  /// The engine's name, `mixed` or `unknown`.
  package var name: String
  /// The object and field that it is known from.
  package var signal: String
  package var nodes: [NodeEngine]
  /// Whether unrelated pod starts and ends make it rebuild its state.
  package var rebuildsOnChurn: Bool
  /// Whether it enforces NetworkPolicies at all.
  package var enforcesPolicy: Bool
  /// Whether the engine is only assumed, because nothing in the input tells it.
  package var isAssumed: Bool

  package init(
    name: String, signal: String, nodes: [NodeEngine], rebuildsOnChurn: Bool, enforcesPolicy: Bool, isAssumed: Bool
  ) {
    self.name = name
    self.signal = signal
    self.nodes = nodes
    self.rebuildsOnChurn = rebuildsOnChurn
    self.enforcesPolicy = enforcesPolicy
    self.isAssumed = isAssumed
  }
}

/// How many NetworkPolicies there are, and where.
package struct PolicyCounts: Hashable, Sendable {
  package struct NamespaceCount: Hashable, Sendable {
    package var namespace: String
    package var count: Int

    package init(namespace: String, count: Int) {
      self.namespace = namespace
      self.count = count
    }
  }

  package var total: Int
  /// From the most to the fewest, then by name.
  package var byNamespace: [NamespaceCount]

  package init(total: Int, byNamespace: [NamespaceCount]) {
    self.total = total
    self.byNamespace = byNamespace
  }
}

/// A range of rates, requests per hour.
package struct RateRange: Hashable, Sendable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// What makes the engine rebuild, forecast from the CronJobs' schedules.
package struct ChurnReport: Hashable, Sendable {
  package struct Source: Hashable, Sendable {
    package var key: ObjectKey
    package var runsPerHour: Double
    package var podsPerRun: Int
    package var syncRequestsPerHour: RateRange
    package var sharePercent: Double

    package init(
      key: ObjectKey, runsPerHour: Double, podsPerRun: Int, syncRequestsPerHour: RateRange, sharePercent: Double
    ) {
      self.key = key
      self.runsPerHour = runsPerHour
      self.podsPerRun = podsPerRun
      self.syncRequestsPerHour = syncRequestsPerHour
      self.sharePercent = sharePercent
    }
  }

  package var cronJobRunsPerHour: Double
  package var syncRequestsPerHour: RateRange
  package var timerSyncsPerHour: Double
  /// From the most requests to the fewest; sources without any are left out.
  package var topSources: [Source]

  package init(
    cronJobRunsPerHour: Double, syncRequestsPerHour: RateRange, timerSyncsPerHour: Double, topSources: [Source]
  ) {
    self.cronJobRunsPerHour = cronJobRunsPerHour
    self.syncRequestsPerHour = syncRequestsPerHour
    self.timerSyncsPerHour = timerSyncsPerHour
    self.topSources = topSources
  }
}

/// What the syncs cost.
package struct CostReport: Hashable, Sendable {
  /// Duration of one full sync.
  package var syncSeconds: Double
  /// `Calibration`, or where a measured duration comes from.
  package var source: String
  package var syncsPerHour: Double
  package var pressureSecondsPerHour: Double
  /// Requests come faster than syncs finish.
  package var isSaturated: Bool
  /// How long a new or re-addressed pod is refused.
  package var programmingDelayMeanSeconds: Double
  package var programmingDelayWorstSeconds: Double

  package init(
    syncSeconds: Double, source: String, syncsPerHour: Double, pressureSecondsPerHour: Double, isSaturated: Bool,
    programmingDelayMeanSeconds: Double, programmingDelayWorstSeconds: Double
  ) {
    self.syncSeconds = syncSeconds
    self.source = source
    self.syncsPerHour = syncsPerHour
    self.pressureSecondsPerHour = pressureSecondsPerHour
    self.isSaturated = isSaturated
    self.programmingDelayMeanSeconds = programmingDelayMeanSeconds
    self.programmingDelayWorstSeconds = programmingDelayWorstSeconds
  }

  /// No engine that rebuilds: no syncs, no cost.
  package static let none = CostReport(
    syncSeconds: 0, source: "None", syncsPerHour: 0, pressureSecondsPerHour: 0, isSaturated: false,
    programmingDelayMeanSeconds: 0, programmingDelayWorstSeconds: 0)
}

/// A cause that cannot be at work here.
package struct RuledOut: Hashable, Sendable {
  package var name: String
  package var reason: String
  package var evidence: [Evidence]

  package init(name: String, reason: String, evidence: [Evidence]) {
    self.name = name
    self.reason = reason
    self.evidence = evidence
  }
}
