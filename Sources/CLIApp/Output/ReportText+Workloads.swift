import KubeCore
import RiskEngine

extension ReportText {
  /// Rows without `wide`; those at High and above are always shown.
  private static let shownRows = 10

  /// The workloads table; without `wide`, those without risk are one line at its foot.
  func workloadLines() -> [String] {
    guard !report.workloads.isEmpty else { return ["No workloads."] }
    let atRisk = report.workloads.filter { $0.risk.level > .none }
    let severe = atRisk.prefix { $0.risk.level >= .high }.count
    let shown = isWide ? report.workloads[...] : atRisk.prefix(max(severe, Self.shownRows))
    var lines = shown.isEmpty ? [] : tableLines(Array(shown))
    if shown.count < atRisk.count {
      let rest = Summary.levels(
        RiskLevel.allCases.reversed().map { level in
          (level.name, atRisk[shown.count...].count { $0.risk.level == level })
        })
      lines.append("… and \(atRisk.count - shown.count) more at risk\(rest); -o wide shows all")
    }
    let calm = isWide ? 0 : report.workloads.count - atRisk.count
    if calm > 0 {
      let counted = Numbers.count(calm, "workload", "workloads")
      lines.append(shown.isEmpty ? "No workload is at risk (\(counted) analyzed)." : "\(counted) without risk.")
    }
    return lines
  }

  /// The table; without `wide`, what the reader can do without gives way where it is too wide.
  private func tableLines(_ workloads: [WorkloadReport]) -> [String] {
    var heading = style.heading("WORKLOADS")
    var table = workloadTable(workloads, withEvidence: true)
    if isWide { return [heading] + table.lines(width: .max, style: style) }
    let states = Set(workloads.map(\.risk.evidence))
    if table.naturalWidth > width, states.count == 1, let state = states.first {
      table = workloadTable(workloads, withEvidence: false)
      heading += "  (evidence of all: \(state.name))"
    }
    // The patches have a list of their own.
    if table.naturalWidth > width {
      table = workloadTable(workloads, withEvidence: states.count > 1, withPatches: false)
    }
    return [heading] + table.lines(width: width, style: style)
  }

  private func workloadTable(_ workloads: [WorkloadReport], withEvidence: Bool, withPatches: Bool = true) -> TextTable {
    typealias Column = TextTable.Column
    var columns = [Column(header: "NAMESPACE", canWrap: true)]
    if isWide { columns.append(Column(header: "KIND")) }
    columns += [
      Column(header: "NAME", canWrap: true), Column(header: "RISK"), Column(header: "SCORE", isNumeric: true),
    ]
    if withEvidence { columns.append(Column(header: "EVIDENCE")) }
    columns += [
      Column(header: "EXPOSURE"), Column(header: "POLICIES", isNumeric: true),
    ]
    if withPatches { columns.append(Column(header: "PATCHES", isNumeric: true)) }
    if isWide { columns += [Column(header: "CHATTY"), Column(header: "REASON")] }
    return TextTable(columns: columns, rows: workloads.map { row($0, withEvidence, withPatches) })
  }

  private func row(_ workload: WorkloadReport, _ withEvidence: Bool, _ withPatches: Bool) -> [TextTable.Cell] {
    typealias Cell = TextTable.Cell
    let key = workload.key
    var cells = [Cell(key.namespace.isEmpty ? "<none>" : key.namespace)]
    cells += isWide ? [Cell(key.kind), Cell(key.name)] : [Cell("\(Self.shortName(of: key.kind))/\(key.name)")]
    cells += [
      Cell(workload.risk.level.name, TextStyle.color(of: workload.risk.level)), Cell("\(workload.risk.score)"),
    ]
    if withEvidence { cells.append(Cell(workload.risk.evidence.name)) }
    cells += [
      Cell(workload.exposure.state.name), Cell("\(workload.exposure.selectedBy.count)"),
    ]
    if withPatches { cells.append(Cell("\(workload.suggestedPatches.count)")) }
    if isWide { cells += [Cell(workload.chattyReason ?? "<none>"), Cell(workload.exposure.reason)] }
    return cells
  }

  /// The short name that kubectl takes for a kind.
  static func shortName(of kind: String) -> String {
    switch kind {
    case "Deployment": "deploy"
    case "StatefulSet": "sts"
    case "DaemonSet": "ds"
    case "ReplicaSet": "rs"
    case "CronJob": "cj"
    default: kind.lowercased()
    }
  }
}
