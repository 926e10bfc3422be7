import KubeCore
import RiskEngine

extension ReportText {
  /// Workloads whose patches are listed without `wide`; the worst come first.
  private static let shownWorkloads = 10

  func patchLines() -> [String] {
    let patched = report.workloads.filter { !$0.suggestedPatches.isEmpty }
    guard !patched.isEmpty else { return [] }
    let shown = isWide ? patched[...] : patched.prefix(Self.shownWorkloads)
    var lines = [style.heading("SUGGESTED PATCHES")]
    for workload in shown {
      lines.append("  " + printable("\(workload.key)"))
      for patch in workload.suggestedPatches {
        lines += patchLines(patch, workload: workload.key)
        if isWide { lines += details(of: patch) }
      }
    }
    if shown.count < patched.count { lines.append("  … and \(patched.count - shown.count) more workloads") }
    if !isWide { lines.append("  The changes in full: -o wide, markdown, json or yaml.") }
    return lines
  }

  private func patchLines(_ patch: SuggestedPatch, workload: ObjectKey) -> [String] {
    var text = Summary.effect(patch.effect)
    if patch.target.key != workload { text += ", on \(patch.target.key)" }
    if let connections = Summary.connections(patch.effect) { text += ", \(connections)" }
    let unmet = patch.preconditions.filter { $0.status == .notMet }.map(\.name)
    if !unmet.isEmpty { text += ", not met: \(unmet.joined(separator: ", "))" }
    let name = patch.type.rawValue
    var lines = wrapped(printable(text), width: width, first: "    " + name.leading(21))
    if let first = lines.first { lines[0] = "    " + style.paint(name, .green) + first.dropFirst(4 + name.count) }
    return lines
  }

  private func details(of patch: SuggestedPatch) -> [String] {
    var lines = ["      id: \(patch.id)", "      confidence: \(patch.confidence.rawValue)"]
    lines += paragraph("addresses: " + patch.addresses.map(\.rawValue).joined(separator: ", "), indent: 6)
    for precondition in patch.preconditions {
      lines += item("\(precondition.status.rawValue) \(precondition.name): \(precondition.message)")
    }
    lines += patch.sideEffects.flatMap { item("side effect: " + $0) }
    lines += connectionLines("gains", patch.effect.gained, patch.effect.gainedCount)
    lines += connectionLines("loses", patch.effect.lost, patch.effect.lostCount)
    lines.append("      \(patch.body.format):")
    lines += patch.body.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "        " + printable(String($0)) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines + paragraph("undo: " + patch.undo, indent: 6)
  }

  private func item(_ text: String) -> [String] {
    wrapped(printable(text), width: width, first: "      - ", rest: "        ")
  }

  private func connectionLines(_ verb: String, _ named: [String], _ count: Int) -> [String] {
    let more = count - named.count
    return named.flatMap { item("\(verb) \($0)") }
      + (more > 0
        ? item("\(verb) \(Numbers.count(more, "connection", "connections"))\(named.isEmpty ? "" : " more")") : [])
  }
}
