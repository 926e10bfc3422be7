import KubeCore
import RiskEngine

extension ReportText {
  /// Workloads whose patches are listed without `wide`; the worst come first.
  private static let shownWorkloads = 5

  func patchLines() -> [String] {
    let patched = report.workloads.filter { !$0.suggestedPatches.isEmpty }
    let shared = report.cluster.suggestedPatches
    guard !patched.isEmpty || !shared.isEmpty else { return [] }
    let heading = style.heading("SUGGESTED PATCHES")
    if isWide { return [heading] + patched.flatMap(fullLines) + shared.flatMap(sharedLines) }
    return [heading] + workloadLines(patched) + shared.flatMap(shortLines)
      + ["The changes in full: -o wide; as files: netrisk patches."]
  }

  /// What removing policies comes to: their number, and what that does to a sync.
  private func shortLines(_ patch: SuggestedPatch) -> [String] {
    wrapped(
      printable("\(patch.type.rawValue) of \(patch.target.key): \(Summary.policies(patch.effect))"), width: width,
      first: "", rest: "  ")
  }

  private func sharedLines(_ patch: SuggestedPatch) -> [String] {
    shortLines(patch).map { "  " + $0 } + details(of: patch)
  }

  private func workloadLines(_ patched: [WorkloadReport]) -> [String] {
    guard !patched.isEmpty else { return [] }
    let shown = firstWorkloads(of: patched)
    let groups = patchTable(shown).lineGroups(width: width - 2, style: style).map { $0.map { "  " + $0 } }
    var lines = groups[0]
    var next = 1
    for workload in shown {
      lines.append(printable("\(workload.key)"))
      lines += groups[next..<next + workload.suggestedPatches.count].flatMap { $0 }
      next += workload.suggestedPatches.count
    }
    if shown.count < patched.count {
      let rest = patched.count - shown.count
      lines.append("… and those of \(Numbers.count(rest, "more workload", "more workloads"))")
    }
    return lines
  }

  /// The worst, and those with a type of patch that none of them has.
  private func firstWorkloads(of patched: [WorkloadReport]) -> [WorkloadReport] {
    var types: Set<SuggestedPatch.PatchType> = []
    return patched.enumerated().filter { index, workload in
      let isNew = workload.suggestedPatches.contains { types.insert($0.type).inserted }
      return index < Self.shownWorkloads || isNew
    }.map(\.element)
  }

  /// One line for each patch.
  private func patchTable(_ workloads: [WorkloadReport]) -> TextTable {
    typealias Column = TextTable.Column
    let unmet = workloads.flatMap(\.suggestedPatches).map { $0.preconditions.count { $0.status == .notMet } }
    var table = TextTable(columns: [
      Column(header: "PATCH"), Column(header: "EFFECT", canWrap: true), Column(header: "CONNECTIONS"),
    ])
    let hasUnmet = unmet.contains { $0 > 0 }
    if hasUnmet { table.columns.append(Column(header: "CHECKS")) }
    table.rows = zip(workloads.flatMap(\.suggestedPatches), unmet).map { patch, unmet in
      let cells = [
        TextTable.Cell(patch.type.rawValue, .green), TextTable.Cell(Summary.effect(patch.effect)),
        TextTable.Cell(Summary.connections(patch.effect) ?? "same"),
      ]
      return cells + (hasUnmet ? [TextTable.Cell(unmet > 0 ? "\(unmet) not met" : "")] : [])
    }
    return table
  }

  private func fullLines(_ workload: WorkloadReport) -> [String] {
    ["  " + printable("\(workload.key)")]
      + workload.suggestedPatches.flatMap { patch in
        let name = patch.type.rawValue
        let text = printable("\(name) \(Summary.effect(patch.effect)), on \(patch.target.key)")
        var lines = wrapped(text, width: width, first: "    ", rest: "      ")
        lines[0] = "    " + style.paint(name, .green) + lines[0].dropFirst(4 + name.count)
        return lines + details(of: patch)
      }
  }

  private func details(of patch: SuggestedPatch) -> [String] {
    var lines = ["      id: \(patch.id)", "      confidence: \(patch.confidence.rawValue)"]
    lines += paragraph("addresses: " + patch.addresses.map(\.rawValue).joined(separator: ", "), indent: 6)
    for precondition in patch.preconditions {
      lines += item("\(precondition.status.rawValue) \(precondition.name): \(precondition.message)")
    }
    lines += patch.sideEffects.flatMap { item("side effect: " + $0) }
    lines += Summary.ownership(patch).flatMap(item)
    lines += connectionLines("gains", patch.effect.gained, patch.effect.gainedCount)
    lines += connectionLines("loses", patch.effect.lost, patch.effect.lostCount)
    guard !patch.changes.isEmpty else { return lines + ["      not offered: a precondition is not met"] }
    lines.append("      \(patch.body.format):")
    lines += patch.body.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "        " + printable(String($0)) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    lines += patch.tryCommands.flatMap { paragraph("try: " + $0, indent: 6) }
    return lines + paragraph("undo: " + patch.undo, indent: 6)
  }

  private func item(_ text: String) -> [String] {
    wrapped(printable(text), width: width, first: "      - ", rest: "        ")
  }

  private func connectionLines(_ verb: String, _ named: [String], _ count: Int) -> [String] {
    let more = count - named.count
    let one = named.isEmpty ? "connection" : "more connection"
    let rest = more > 0 ? item("\(verb) \(Numbers.count(more, one, one + "s"))") : []
    return named.flatMap { item("\(verb) \($0)") } + rest
  }
}
