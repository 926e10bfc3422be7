import NetworkSemantics
import RiskEngine
import Support

/// The difference of two analyses for people and for programs.
struct DiffOutput {
  let names: (base: String, head: String)
  let difference: ReportDifference
  let connections: ConnectivityDifference

  init(names: (String, String), _ difference: ReportDifference, _ connections: ConnectivityDifference) {
    (self.names, self.difference, self.connections) = (names, difference, connections)
  }

  var isEmpty: Bool { difference.isEmpty && connections.isEmpty }

  /// Name, base and head of each number that is compared.
  private var numbers: [[String]] {
    let (before, after) = (difference.before, difference.after)
    func row(_ name: String, _ value: (ReportDifference.Side) -> String) -> [String] {
      [name, value(before), value(after)]
    }
    return [
      row("NetworkPolicies") { "\($0.policies)" }, row("CronJob runs/h") { Numbers.rate($0.cronJobRunsPerHour) },
      row("Sync requests/h") { Numbers.range($0.syncRequestsPerHour) },
      row("Rebuilding, s/h") { Numbers.rate($0.pressureSecondsPerHour) },
      row("Workloads at risk") { "\($0.workloadsAtRisk)" },
    ]
  }

  /// The first sentence: what a reviewer has to know.
  private var summary: String {
    guard !isEmpty else { return "Nothing differs." }
    var parts = [
      Numbers.count(difference.newFindings.count, "new finding", "new findings"),
      "\(difference.goneFindings.count) gone",
    ]
    let added = difference.addedRequestsPerHour
    if added > 0 { parts.append("this change adds \(Numbers.rate(added)) sync requests an hour") }
    if added < 0 { parts.append("this change saves \(Numbers.rate(-added)) sync requests an hour") }
    parts.append("connections +\(connections.gained.count) −\(connections.lost.count)")
    return parts.joined(separator: ", ") + "."
  }

  private func level(_ change: ReportDifference.LevelChange) -> String {
    "\(change.workload): \(change.before?.name ?? "not there") → \(change.after?.name ?? "not there")"
  }

  private func finding(_ finding: Finding) -> String {
    "\(finding.severity.name) \(finding.code.rawValue): \(finding.message)"
  }

  /// Headings with their lines, without those that have none.
  private var sections: [(heading: String, lines: [String])] {
    func named(_ changes: ConnectivityDifference.Changes) -> [String] {
      let more = changes.count - changes.examples.count
      return changes.examples.map(\.description) + (more > 0 ? ["… and \(more) more"] : [])
    }
    return [
      ("New findings", difference.newFindings.map(finding)), ("Gone findings", difference.goneFindings.map(finding)),
      ("Levels", difference.levels.map(level)), ("Connections gained", named(connections.gained)),
      ("Connections lost", named(connections.lost)),
    ].filter { !$0.1.isEmpty }
  }

  // MARK: Text

  func lines(width: Int) -> [String] {
    var lines = wrapped(printable(summary), width: width)
    guard !isEmpty else { return lines }
    var table = TextTable(columns: [
      TextTable.Column(header: ""), TextTable.Column(header: "BASE", isNumeric: true),
      TextTable.Column(header: "HEAD", isNumeric: true),
    ])
    table.rows = numbers.map { $0.map { TextTable.Cell($0) } }
    lines += [""] + table.lineGroups(width: width, style: TextStyle(isColored: false)).flatMap { $0 }
    for section in sections {
      lines += ["", section.heading.uppercased()]
      lines += section.lines.flatMap { wrapped(printable($0), width: width, first: "  ", rest: "    ") }
    }
    return lines
  }

  // MARK: Markdown

  /// For a comment on a pull request.
  func markdown() -> String {
    var lines = [
      "## NetRisk", "",
      "\(ReportMarkdown.code(names.base)) → \(ReportMarkdown.code(names.head)): \(ReportMarkdown.escaped(summary))",
    ]
    if !isEmpty { lines += [""] + ReportMarkdown.table(["", "Base", "Head"], numbers) }
    for section in sections {
      lines += ["", "### \(section.heading)", ""] + section.lines.map { "- " + ReportMarkdown.escaped($0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: JSON

  var tree: Tree {
    .members(
      ("apiVersion", .string(AnalysisReport.apiVersion)), ("kind", "AnalysisDifference"),
      ("same", .bool(isEmpty)), ("before", difference.before.tree), ("after", difference.after.tree),
      ("addedRequestsPerHour", .rate(difference.addedRequestsPerHour)),
      ("newFindings", .array(difference.newFindings.map { $0.tree(location: nil) })),
      ("goneFindings", .array(difference.goneFindings.map { $0.tree(location: nil) })),
      (
        "levels",
        .array(
          difference.levels.map {
            .members(
              ("workload", $0.workload.tree), ("before", $0.before.map { .string($0.name) }),
              ("after", $0.after.map { .string($0.name) }))
          })
      ), ("connections", .members(("gained", connections.gained.tree), ("lost", connections.lost.tree))))
  }
}

extension ReportDifference.Side {
  fileprivate var tree: Tree {
    .members(
      ("policies", .integer(Int64(policies))), ("cronJobRunsPerHour", .rate(cronJobRunsPerHour)),
      ("syncRequestsPerHour", syncRequestsPerHour.tree), ("pressureSecondsPerHour", .rate(pressureSecondsPerHour)),
      ("workloadsAtRisk", .integer(Int64(workloadsAtRisk))))
  }
}

extension ConnectivityDifference.Changes {
  fileprivate var tree: Tree {
    .members(
      ("count", .integer(Int64(count))), ("examples", .array(examples.map { .string($0.description) })))
  }
}
