import KubeCore
import RiskEngine
import Support

/// A report for people: `-o table`, and with more of it `-o wide`.
struct ReportText {
  let report: AnalysisReport
  let places: [Finding: SourcePlace]
  let problemCount: Int
  /// Everything: workloads without risk, all findings, evidence, patch bodies.
  let isWide: Bool
  let width: Int
  let style: TextStyle
  /// Findings that a baseline has and that are not among those of the report; `nil` without a baseline.
  var knownCount: Int?

  /// Findings of one code and severity are folded above this number; as many are shown as the next one says.
  static let foldAbove = 3
  static let shownWhenFolded = 2

  func lines() -> [String] {
    let sections = [
      clusterLines(), adviceLines(), workloadLines(), findingLines(), patchLines(), advisoryLines(), ruledOutLines(),
      suppressedLines(),
      [closingLine()].flatMap { wrapped($0, width: width) },
    ]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  func paragraph(_ text: String, indent: Int) -> [String] {
    wrapped(printable(text), width: width, first: String(repeating: " ", count: indent))
  }
}

extension ReportText {
  /// Engine, policies, cost of a sync and churn.
  func clusterLines() -> [String] {
    var lines = labelled("Engine", Summary.engine(report.cluster.engine))
    if isWide { lines += report.cluster.engine.nodes.flatMap { labelled("", "\($0.node): \($0.name) (\($0.signal))") } }
    lines += labelled("Policies", Summary.policies(report.cluster.policies, all: isWide))
    lines += labelled("Sync cost", Summary.cost(report.cluster))
    if let delay = Summary.delay(report.cluster) { lines += labelled("", delay) }
    lines += labelled("Churn", Summary.churn(report.cluster))
    let sources = report.cluster.churn.topSources
    let shown = isWide ? sources[...] : sources.prefix(5)
    for source in shown { lines += labelled("", Summary.source(source)) }
    if shown.count < sources.count { lines += labelled("", "and \(sources.count - shown.count) more sources") }
    return lines
  }

  private func labelled(_ label: String, _ text: String) -> [String] {
    let column = 11
    var lines = wrapped(printable(text), width: width, first: label.leading(column))
    if !label.isEmpty, let first = lines.first {
      lines[0] = style.heading(label) + first.dropFirst(label.count)
    }
    return lines
  }

  func advisoryLines() -> [String] {
    guard !report.cluster.advisories.isEmpty else { return [] }
    var lines = [style.heading("BESIDE PATCHES")]
    for advisory in report.cluster.advisories {
      lines += wrapped(
        printable("\(advisory.type.rawValue): \(advisory.reason)"), width: width, first: "  ", rest: "    ")
      lines += wrapped(printable("Do: \(advisory.action)"), width: width, first: "    ", rest: "      ")
      guard isWide else { continue }
      lines += wrapped(
        printable("About: \(Words.list(advisory.objects.map(\.description)))"), width: width, first: "    ")
      lines.append("    Confidence: \(advisory.confidence.rawValue)")
      lines += advisory.evidence.flatMap { evidenceLines($0, indent: 4) }
    }
    return lines
  }

  func ruledOutLines() -> [String] {
    guard !report.cluster.ruledOut.isEmpty else { return [] }
    var lines = [style.heading("RULED OUT")]
    for cause in report.cluster.ruledOut {
      lines += wrapped(printable("\(cause.name): \(cause.reason)"), width: width, first: "  ", rest: "    ")
      if isWide { lines += cause.evidence.flatMap { evidenceLines($0, indent: 4) } }
    }
    return lines
  }

  func evidenceLines(_ evidence: Evidence, indent: Int) -> [String] {
    wrapped(
      printable("\(evidence.state.name): \(evidence.statement)"), width: width,
      first: String(repeating: " ", count: indent) + "- ", rest: String(repeating: " ", count: indent + 2))
  }

  func suppressedLines() -> [String] {
    guard isWide, !report.suppressed.isEmpty else { return [] }
    var lines = [style.heading("SUPPRESSED")]
    for suppressed in report.suppressed {
      lines += wrapped(
        printable(
          "\(suppressed.finding.code.rawValue) \(suppressed.finding.object): \(suppressed.reason)"
            + (suppressed.until.map { " (until \($0.rfc3339))" } ?? "")),
        width: width, first: "  ", rest: "    ")
    }
    return lines
  }

  /// `2 of 14 workloads at risk (1 High, 1 Low) · 3 findings (1 High, 2 Low) · 1 suppressed · 1 problem`.
  func closingLine() -> String {
    Summary.counts(report, problemCount: problemCount).joined(separator: " · ")
  }
}
