import KubeCore
import RiskEngine

/// The patches as a table, best first.
struct PatchList {
  private let patches: [RankedPatch]
  private let advisories: [Advisory]
  private let isOfAll: Bool

  /// - Parameter isOfAll: nothing was chosen: an empty list says that nothing would help.
  init(_ patches: [RankedPatch], advisories: [Advisory], isOfAll: Bool) {
    self.patches = patches
    self.advisories = advisories
    self.isOfAll = isOfAll
  }

  func lines(_ text: (style: TextStyle, width: Int)) -> [String] {
    guard !patches.isEmpty else {
      return [isOfAll ? "No patch is suggested for what was read." : "No suggested patch is chosen by that."]
        + besideLines(text)
    }
    var lines: [String] = []
    for ranked in patches {
      let patch = ranked.patch
      var title = "\(patch.type.rawValue) for \(ranked.workload): \(Summary.effect(patch.effect))"
      if let connections = Summary.connections(patch.effect) { title += ", connections \(connections)" }
      lines.append(text.style.paint(patch.id, .green))
      lines += wrapped(printable(title), width: text.width, first: "  ", rest: "    ")
      for sentence in Summary.ownershipLines(patch) {
        lines += wrapped(printable(sentence), width: text.width, first: "    ", rest: "    ")
      }
      if patch.changes.isEmpty {
        lines += wrapped(printable("not offered: \(patch.refusal)"), width: text.width, first: "  ", rest: "    ")
      }
    }
    return lines + [
      "", "\(Numbers.count(patches.count, "patch", "patches")); --format and --out write them, ID chooses one.",
    ] + besideLines(text)
  }

  /// What no patch can do, by name.
  private func besideLines(_ text: (style: TextStyle, width: Int)) -> [String] {
    guard isOfAll, !advisories.isEmpty else { return [] }
    let names = Words.list(advisories.map(\.type.rawValue), shown: 5)
    return wrapped("Beside patches: \(names); netrisk explain cluster tells why and how.", width: text.width)
  }
}
