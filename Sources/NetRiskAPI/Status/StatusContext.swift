package import KubeCore
package import RiskEngine
package import Support

/// Something that could not be read, and what therefore is not known.
package struct InputGap: Hashable, Comparable, Sendable {
  /// The resource: `networkpolicies.networking.k8s.io`.
  package var resource: String
  /// What the server said.
  package var reason: String
  /// What the analysis says nothing about because of it, a clause.
  package var consequence: String

  package init(resource: String, reason: String, consequence: String) {
    (self.resource, self.reason, self.consequence) = (resource, reason, consequence)
  }

  package static func < (left: InputGap, right: InputGap) -> Bool { left.resource < right.resource }
}

/// One evaluation, arranged for looking up what concerns an object.
package struct StatusContext: Sendable {
  package let report: AnalysisReport
  /// `nil` before anything was watched.
  package let churn: ChurnObservation?
  package let gaps: [InputGap]
  package let now: Timestamp
  /// Sources in other namespaces are folded into one row, and other namespaces' objects are not named.
  package let isolatesTenants: Bool

  private let workloads: [ObjectKey: WorkloadReport]
  private let findings: [ObjectKey: [Finding]]
  private let suppressed: [ObjectKey: [SuppressedFinding]]

  package init(
    report: AnalysisReport, churn: ChurnObservation?, gaps: [InputGap], now: Timestamp, isolatesTenants: Bool = false
  ) {
    self.report = report
    self.churn = churn
    self.gaps = gaps.sorted()
    self.now = now
    self.isolatesTenants = isolatesTenants
    workloads = Dictionary(report.workloads.map { ($0.key, $0) }) { first, _ in first }
    findings = Dictionary(grouping: report.findings, by: \.object)
    suppressed = Dictionary(grouping: report.suppressed, by: \.finding.object)
  }

  package func workload(_ key: ObjectKey) -> WorkloadReport? { workloads[key] }

  /// The findings about these objects, in output order.
  func findings(about keys: some Sequence<ObjectKey>) -> [Finding] {
    Set(keys).flatMap { findings[$0] ?? [] }.sorted()
  }

  func suppressed(about keys: some Sequence<ObjectKey>) -> [SuppressedFinding] {
    Set(keys).flatMap { suppressed[$0] ?? [] }.sorted { $0.finding < $1.finding }
  }
}
