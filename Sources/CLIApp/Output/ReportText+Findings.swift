import KubeCore
import RiskEngine

/// Findings of one severity and code.
struct FindingGroup {
  var severity: Severity
  var code: FindingCode
  var findings: [Finding]

  /// Groups in output order.
  static func groups(_ findings: [Finding]) -> [FindingGroup] {
    var groups: [FindingGroup] = []
    for finding in findings {
      if let last = groups.last, last.severity == finding.severity, last.code == finding.code {
        groups[groups.count - 1].findings.append(finding)
      } else {
        groups.append(FindingGroup(severity: finding.severity, code: finding.code, findings: [finding]))
      }
    }
    return groups
  }

  /// The findings to show: of many only the first, a few more of them where they are severe.
  var shown: ArraySlice<Finding> {
    let limit = severity >= .high ? 2 * ReportText.foldAbove : ReportText.foldAbove
    guard findings.count > limit else { return findings[...] }
    return findings.prefix(severity >= .high ? ReportText.foldAbove : ReportText.shownWhenFolded)
  }
}

extension ReportText {
  func findingLines() -> [String] {
    guard !report.findings.isEmpty else { return [Summary.noFindings(knownCount)] + knownLines }
    var lines = [style.heading("FINDINGS")]
    var severity: Severity?
    for group in FindingGroup.groups(report.findings) {
      if group.severity != severity {
        if severity != nil { lines.append("") }
        lines.append(style.paint(group.severity.name, TextStyle.color(of: group.severity) ?? .bold))
        severity = group.severity
      }
      lines += groupLines(group)
    }
    return lines + (knownLines.isEmpty ? [] : [""]) + knownLines
  }

  private var knownLines: [String] { Summary.known(knownCount).map { wrapped($0, width: width) } ?? [] }

  private func groupLines(_ group: FindingGroup) -> [String] {
    var lines = ["  \(style.heading(group.code.rawValue)) \(group.code.name)"]
    let shown = isWide ? group.findings[...] : group.shown
    for finding in shown { lines += findingLines(finding) }
    let hidden = group.findings.count - shown.count
    if hidden > 0 { lines.append("    … and \(hidden) more; -o wide shows all") }
    if isWide { lines += wrapped("Why: " + group.code.description.why, width: width, first: "    ", rest: "      ") }
    lines += wrapped("Do: " + group.code.description.remedy, width: width, first: "    ", rest: "      ")
    return lines
  }

  private func findingLines(_ finding: Finding) -> [String] {
    let object = "\(finding.object)"
    let isNamed = finding.message.contains(object) || finding.object.kind == "Cluster"
    let text = isNamed ? finding.message : "\(object): \(finding.message)"
    var lines = wrapped(printable(text), width: width, first: "    ", rest: "      ")
    if isWide { lines += finding.evidence.flatMap { evidenceLines($0, indent: 6) } }
    if let place = places[finding] { lines.append("      " + style.paint(place.text, .dim)) }
    return lines
  }
}
