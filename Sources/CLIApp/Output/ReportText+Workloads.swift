import KubeCore
import RiskEngine

extension ReportText {
  /// The workloads table; without `wide`, those without risk are one line at its foot.
  func workloadLines() -> [String] {
    let shown = isWide ? report.workloads : report.workloads.filter { $0.risk.level > .none }
    let calm = report.workloads.count - shown.count
    guard !report.workloads.isEmpty else { return ["No workloads."] }
    var lines: [String] = []
    if !shown.isEmpty {
      var table = workloadTable(shown, withEvidence: true)
      let states = Set(shown.map(\.risk.evidence))
      var heading = style.heading("WORKLOADS")
      if !isWide, table.naturalWidth > width, states.count == 1, let state = states.first {
        table = workloadTable(shown, withEvidence: false)
        heading += "  (evidence of all: \(state.name))"
      }
      lines += [heading] + table.lines(width: isWide ? .max : width, style: style)
    }
    if calm > 0 {
      let counted = Numbers.count(calm, "workload", "workloads")
      lines.append(shown.isEmpty ? "No workload is at risk (\(counted) analyzed)." : "\(counted) without risk.")
    }
    return lines
  }

  private func workloadTable(_ workloads: [WorkloadReport], withEvidence: Bool) -> TextTable {
    typealias Column = TextTable.Column
    var columns = [Column(header: "NAMESPACE", canWrap: true)]
    if isWide { columns.append(Column(header: "KIND")) }
    columns += [
      Column(header: "NAME", canWrap: true), Column(header: "RISK"), Column(header: "SCORE", isNumeric: true),
    ]
    if withEvidence { columns.append(Column(header: "EVIDENCE")) }
    columns += [
      Column(header: "EXPOSURE"), Column(header: "POLICIES", isNumeric: true),
      Column(header: "PATCHES", isNumeric: true),
    ]
    if isWide { columns += [Column(header: "CHATTY"), Column(header: "REASON")] }
    return TextTable(columns: columns, rows: workloads.map { row($0, withEvidence: withEvidence) })
  }

  private func row(_ workload: WorkloadReport, withEvidence: Bool) -> [TextTable.Cell] {
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
      Cell("\(workload.suggestedPatches.count)"),
    ]
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
