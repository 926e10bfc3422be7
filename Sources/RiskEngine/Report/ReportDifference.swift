package import KubeCore

/// What a change does to a cluster: two reports side by side.
package struct ReportDifference: Hashable, Sendable {
  /// A workload whose level is another one; `nil` on the side where it is not there.
  package struct LevelChange: Hashable, Sendable {
    package var workload: ObjectKey
    package var before: RiskLevel?
    package var after: RiskLevel?
  }

  /// The numbers of one side.
  package struct Side: Hashable, Sendable {
    package var policies: Int
    package var cronJobRunsPerHour: Double
    package var syncRequestsPerHour: RateRange
    package var pressureSecondsPerHour: Double
    package var workloadsAtRisk: Int

    init(_ report: AnalysisReport) {
      let cluster = report.cluster
      policies = cluster.policies.total
      cronJobRunsPerHour = cluster.churn.cronJobRunsPerHour
      syncRequestsPerHour = cluster.churn.syncRequestsPerHour
      pressureSecondsPerHour = cluster.cost.pressureSecondsPerHour
      workloadsAtRisk = report.workloads.count { $0.risk.level > .none }
    }
  }

  package var before: Side
  package var after: Side
  /// Findings that were not there, or with a lower severity.
  package var newFindings: [Finding]
  package var goneFindings: [Finding]
  package var levels: [LevelChange]

  package init(from old: AnalysisReport, to new: AnalysisReport) {
    (before, after) = (Side(old), Side(new))
    newFindings = Self.findings(of: new, notIn: old)
    let there = Set(FindingFingerprint.all(of: new.findings))
    goneFindings = zip(old.findings, FindingFingerprint.all(of: old.findings)).filter { !there.contains($1) }.map(\.0)
    levels = Self.levels(old, new)
  }

  /// Whether nothing that is compared differs.
  package var isEmpty: Bool { before == after && newFindings.isEmpty && goneFindings.isEmpty && levels.isEmpty }

  /// Sync requests an hour that come on top, at most; negative where there are fewer.
  package var addedRequestsPerHour: Double { after.syncRequestsPerHour.high - before.syncRequestsPerHour.high }

  private static func findings(of new: AnalysisReport, notIn old: AnalysisReport) -> [Finding] {
    let known = Dictionary(
      zip(FindingFingerprint.all(of: old.findings), old.findings.map(\.severity))
    ) { first, _ in first }
    return zip(new.findings, FindingFingerprint.all(of: new.findings)).filter { finding, fingerprint in
      known[fingerprint].map { $0 < finding.severity } ?? true
    }.map(\.0)
  }

  /// Workloads that come or go without a risk say nothing.
  private static func levels(_ old: AnalysisReport, _ new: AnalysisReport) -> [LevelChange] {
    func byKey(_ report: AnalysisReport) -> [ObjectKey: RiskLevel] {
      Dictionary(report.workloads.map { ($0.key, $0.risk.level) }) { first, _ in first }
    }
    let (before, after) = (byKey(old), byKey(new))
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      let (old, new) = (before[key], after[key])
      guard old ?? .none != new ?? .none else { return nil }
      return LevelChange(workload: key, before: old, after: new)
    }
  }
}
