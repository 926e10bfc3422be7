import KubeCore
import RiskEngine

extension Summary {
  /// Who delivers what a patch changes, and where to change that instead: whole sentences, none where nobody is known.
  static func ownership(_ patch: SuggestedPatch) -> [String] {
    patch.owners.map { owner in
      [owner.sentence, place(of: owner), formats(patch, owner)].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// Where the edit belongs: in what renders the object, else where the object is written itself.
  private static func place(of owner: SuggestedPatch.Ownership) -> String? {
    let managedBy = owner.managedBy
    let own = owner.objects.compactMap(\.location).map(\.text)
    switch managedBy.source {
    case .helmRelease, .helm, .argoApplication: return managedBy.location.map { "Edit \($0.text)." }
    case .kustomize:
      let entry = managedBy.location.map { ", which \($0.text) lists" } ?? ""
      return own.isEmpty ? nil : "Edit \(list(own))\(entry)."
    case .fluxKustomization:
      guard own.isEmpty else { return "Edit \(list(own))." }
      return managedBy.location.map { "It is in \($0.text)." }
    }
  }

  private static func list(_ places: [String]) -> String {
    places.count > 2 ? "\(places[0]) and \(places.count - 1) more" : places.joined(separator: " and ")
  }

  /// What to ask for, where there is a form for the deliverer itself.
  private static func formats(_ patch: SuggestedPatch, _ owner: SuggestedPatch.Ownership) -> String? {
    guard owner.objects.contains(where: { !$0.isNew }) else { return nil }
    let names = PatchFormat.owners(of: patch).map(\.rawValue)
    return names.isEmpty ? nil : "Ask for --format \(names.joined(separator: " or "))."
  }
}
