package import RiskEngine

/// The findings of an earlier report: what was known, so that only what is new counts.
package struct Baseline: Hashable, Sendable {
  /// The severity that each finding had.
  var findings: [FindingFingerprint: Severity]
  /// What was suppressed then. A finding whose exception is gone is a new one.
  var suppressed: Set<FindingFingerprint>

  package init(findings: [FindingFingerprint: Severity] = [:], suppressed: Set<FindingFingerprint> = []) {
    self.findings = findings
    self.suppressed = suppressed
  }

  /// How a finding compares to the baseline.
  package enum State: Hashable, Sendable {
    case new
    case unchanged
    /// It was there with a lower severity.
    case worse
  }

  /// The states of the findings of one report.
  package struct Comparison: Hashable, Sendable {
    fileprivate var states: [Finding: State] = [:]

    package func state(_ finding: Finding) -> State { states[finding] ?? .new }

    /// Whether the baseline has the finding as it is: such a one does not count.
    package func isKnown(_ finding: Finding) -> Bool { state(finding) == .unchanged }
  }

  package func comparison(with report: AnalysisReport) -> Comparison {
    var comparison = Comparison()
    for (finding, fingerprint) in zip(report.findings, FindingFingerprint.all(of: report.findings)) {
      let before = findings[fingerprint]
      comparison.states[finding] = before.map { $0 < finding.severity ? .worse : .unchanged } ?? .new
    }
    let excepted = report.suppressed.map(\.finding)
    for (finding, fingerprint) in zip(excepted, FindingFingerprint.all(of: excepted)) {
      let isThere = suppressed.contains(fingerprint) || findings[fingerprint] != nil
      comparison.states[finding] = isThere ? .unchanged : .new
    }
    return comparison
  }
}

extension Analysis {
  /// The findings that the baseline does not have; all without a baseline.
  var newFindings: [Finding] {
    guard let comparison else { return report.findings }
    return report.findings.filter { !comparison.isKnown($0) }
  }

  /// How many findings the baseline has; `nil` without one.
  var knownCount: Int? { comparison == nil ? nil : report.findings.count - newFindings.count }

  /// The report without what the baseline has.
  var newReport: AnalysisReport {
    var report = report
    report.findings = newFindings
    return report
  }
}
