import KubeCore
import RiskEngine

extension Summary {
  /// Who delivers what a patch changes, and where to change that instead: one text for each, none where nobody is known.
  static func ownership(_ patch: SuggestedPatch) -> [String] {
    patch.owners.map { owner in [owner.sentence, edit(of: owner, patch)].compactMap { $0 }.joined(separator: " ") }
  }

  /// The same with a line for what to do.
  static func ownershipLines(_ patch: SuggestedPatch) -> [String] {
    patch.owners.flatMap { owner in [owner.sentence, edit(of: owner, patch)].compactMap { $0 } }
  }

  /// Where the edit belongs, and what to ask for.
  private static func edit(of owner: SuggestedPatch.Ownership, _ patch: SuggestedPatch) -> String? {
    let place = place(of: owner)
    var formats: [String] = []
    // What delivers an object gives it its namespace, too: there is no edit that would move it.
    let moves = patch.changes.contains { change in
      change.targetAfter != change.target && owner.objects.contains { $0.key == change.target.key }
    }
    if let place, place.isEdited, place.isOwn || !moves { formats.append(PatchFormat.diff.rawValue) }
    if place?.isOwn != true, owner.objects.contains(where: { !$0.isNew }) {
      formats += PatchFormat.owners(of: patch).map(\.rawValue)
    }
    let forms = formats.isEmpty ? nil : "netrisk patches --format " + listed(formats, by: "or")
    switch (place, forms) {
    case (let place?, let forms?): return "Edit \(place.text): \(forms)."
    case (let place?, nil): return "Edit \(place.text)."
    case (nil, let forms?): return "Written for it: \(forms)."
    case (nil, nil): return nil
    }
  }

  /// Where something is written that has to be changed.
  private struct Place {
    var text: String
    /// Whether it is the objects themselves, and not what renders or applies them.
    var isOwn: Bool
    /// Whether a diff would edit it.
    var isEdited: Bool
  }

  private static func place(of owner: SuggestedPatch.Ownership) -> Place? {
    let managedBy = owner.managedBy
    let own = owner.objects.compactMap(\.location)
    if managedBy.source != .helmRelease, managedBy.source != .helm, let first = own.first {
      let more = own.count > 2 ? ["\(own.count - 1) more"] : own.dropFirst().map(\.text)
      let entry = managedBy.source == .kustomize ? managedBy.location.map { ", which \($0.text) lists" } : nil
      return Place(
        text: listed([first.text] + more, by: "and") + (entry ?? ""), isOwn: true,
        isEdited: own.allSatisfy { $0.file != "-" })
    }
    guard let location = managedBy.location, managedBy.source != .kustomize else { return nil }
    return Place(
      text: managedBy.isGenerated ? "what \(location.text) generates it from" : location.text, isOwn: false,
      isEdited: location.file != "-" && managedBy.source != .argoApplication)
  }

  /// `a`, `a or b`, `a, b or c`.
  private static func listed(_ items: [String], by word: String) -> String {
    guard items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) \(items[items.count - 1])"
  }
}
