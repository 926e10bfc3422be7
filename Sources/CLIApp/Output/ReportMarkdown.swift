import KubeCore
import RiskEngine
import Support

/// A report as GitHub-flavoured Markdown, made for a comment on a pull request.
struct ReportMarkdown {
  let report: AnalysisReport
  let problems: [InputProblem]
  let places: [Finding: SourcePlace]
  /// Findings that a baseline has and that are not among those of the report; `nil` without a baseline.
  var knownCount: Int?

  /// A comment holds 65,536 characters: this many patches come with their text, the others with their line.
  private static let shownBodies = 10

  func text() -> String {
    let sections = [heading, problemSection, cluster, workloads, findings, patches, advisories, ruledOut, suppressed]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let counts = Summary.counts(report, problemCount: problems.count)
    return ["## NetRisk", "", Self.escaped(counts.joined(separator: " · "))]
  }

  private var problemSection: [String] {
    guard !problems.isEmpty else { return [] }
    return ["### Problems in the input", ""]
      + problems.map { "- \(Self.code($0.place.text)): \(Self.escaped($0.message))" }
  }

  private var cluster: [String] {
    let cluster = report.cluster
    var rows = [
      ["Engine", Summary.engine(cluster.engine)], ["Policies", Summary.policies(cluster.policies, all: false)],
      ["Sync cost", Summary.cost(cluster)], ["Churn", Summary.churn(cluster)],
    ]
    if let delay = Summary.delay(cluster) { rows.insert(["Programming delay", delay], at: 3) }
    for source in cluster.churn.topSources.prefix(5) { rows.append(["Source", Summary.source(source)]) }
    return Self.table(["Cluster", ""], rows)
  }

  private var workloads: [String] {
    let atRisk = report.workloads.filter { $0.risk.level > .none }
    guard !atRisk.isEmpty else { return ["No workload is at risk."] }
    let rows = atRisk.map { workload in
      [
        workload.key.namespace, "\(workload.key.kind)/\(workload.key.name)", workload.risk.level.name,
        "\(workload.risk.score)", workload.risk.evidence.name, workload.exposure.state.name,
        "\(workload.exposure.selectedBy.count)", "\(workload.suggestedPatches.count)",
      ]
    }
    let header = ["Namespace", "Workload", "Risk", "Score", "Evidence", "Exposure", "Policies", "Patches"]
    return ["### Workloads at risk", ""] + Self.table(header, rows)
  }

  private var findings: [String] {
    let known = Summary.known(knownCount).map { ["", $0] } ?? []
    guard !report.findings.isEmpty else { return [Summary.noFindings(knownCount)] + known }
    var rows: [[String]] = []
    for group in FindingGroup.groups(report.findings) {
      for finding in group.shown {
        let place = places[finding].map { " (\($0.text))" } ?? ""
        rows.append([group.severity.name, group.code.rawValue, "\(finding.object)", finding.message + place])
      }
      let hidden = group.findings.count - group.shown.count
      if hidden > 0 { rows.append([group.severity.name, group.code.rawValue, "", "… and \(hidden) more"]) }
    }
    return ["### Findings", ""] + Self.table(["Severity", "Code", "Object", "Message"], rows)
      + ["", "What to do:", ""] + remedies + known
  }

  private var remedies: [String] {
    Set(report.findings.map(\.code)).sorted().map { code in
      "- **\(code.rawValue) \(code.name)**: \(Self.escaped(code.description.remedy))"
    }
  }

  private var patches: [String] {
    var seen: Set<String> = []
    var lines: [String] = []
    for workload in report.workloads {
      for patch in workload.suggestedPatches {
        let isShown = seen.insert(patch.id).inserted && seen.count <= Self.shownBodies
        lines += patchLines(patch, workload.key, withBody: isShown)
      }
    }
    for patch in report.cluster.suggestedPatches { lines += patchLines(patch, patch.target.key, withBody: true) }
    return lines.isEmpty ? [] : ["### Suggested patches", ""] + lines
  }

  private func patchLines(_ patch: SuggestedPatch, _ workload: ObjectKey, withBody: Bool) -> [String] {
    let connections = Summary.connections(patch.effect).map { ", connections \($0)" } ?? ""
    let title = "\(patch.type.rawValue) for \(workload): \(Summary.effect(patch.effect))\(connections)"
    guard withBody else { return ["- \(Self.escaped(title))"] }
    var lines = ["<details><summary>\(Self.escaped(title))</summary>", ""]
    lines.append(
      "\(Self.code(patch.id)) on \(Self.escaped("\(patch.target.key)")), confidence \(patch.confidence.rawValue)")
    lines.append("")
    lines += patch.preconditions.map { Self.escaped("\($0.status.rawValue) \($0.name): \($0.message)") }.map {
      "- " + $0
    }
    lines += patch.sideEffects.map { "- Side effect: " + Self.escaped($0) }
    lines += Summary.ownership(patch).map { "- " + Self.escaped($0) }
    guard !patch.changes.isEmpty else {
      return lines + ["", "Not offered: a precondition is not met.", "", "</details>"]
    }
    let fence = Self.fence(around: patch.body.text)
    let body = patch.body.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines += ["", fence + "yaml"] + (body.last == "" ? body.dropLast() : body[...]) + [fence, ""]
    lines += patch.tryCommands.flatMap { ["Try: \(Self.code($0))", ""] }
    return lines + ["Undo: \(Self.code(patch.undo))", "", "</details>"]
  }

  private var advisories: [String] {
    guard !report.cluster.advisories.isEmpty else { return [] }
    return ["### Beside patches", ""]
      + report.cluster.advisories.map { advisory in
        "- **\(advisory.type.rawValue)** (confidence \(advisory.confidence.rawValue)): "
          + Self.escaped("\(advisory.reason) \(advisory.action)")
      }
  }

  private var ruledOut: [String] {
    guard !report.cluster.ruledOut.isEmpty else { return [] }
    return ["### Ruled out", ""]
      + report.cluster.ruledOut.map { "- **\(Self.escaped($0.name))**: \(Self.escaped($0.reason))" }
  }

  private var suppressed: [String] {
    guard !report.suppressed.isEmpty else { return [] }
    return ["### Suppressed", ""]
      + report.suppressed.map { suppressed in
        let until = suppressed.until.map { " (until \($0.rfc3339))" } ?? ""
        return "- \(suppressed.finding.code.rawValue) "
          + Self.escaped("\(suppressed.finding.object): \(suppressed.reason)\(until)")
      }
  }
}
