import KubeCore
import Manifests
import RiskEngine
import Support

/// Works changes of rendered objects into what renders them: the values of a HelmRelease where its chart is known, else
/// a post-renderer; the patches of a Kustomization of Flux where the object itself is in no file.
struct OwnerEdits {
  private let sources: [DeliverySource]

  init(_ sources: [DeliverySource]) { self.sources = sources }

  /// Makes the changes of the objects whose deliverer is in the files; which they are.
  func make(_ patch: SuggestedPatch, in edits: inout ManifestEdits) throws(ManifestEditRefusal) -> Set<ObjectKey> {
    var made: Set<ObjectKey> = []
    for owner in patch.owners {
      guard let source = source(of: owner) else { continue }
      let keys = Set(owner.objects.map(\.key))
      for change in patch.changes where keys.contains(change.target.key) {
        guard case .create(let object) = change.action else { continue }
        try edits.create(YAMLWriter().text(object), named: change.target.fileName, beside: source.origin)
      }
      if let fragment = try fragment(for: owner, of: patch, source) {
        try edits.edit(source.origin) { fragment.merged(into: $0) }
      }
      made.formUnion(keys)
    }
    return made
  }

  private func source(of owner: SuggestedPatch.Ownership) -> DeliverySource? {
    switch owner.managedBy.source {
    case .helmRelease: break
    case .fluxKustomization where owner.objects.allSatisfy({ $0.location == nil }): break
    default: return nil
    }
    guard let location = owner.managedBy.location else { return nil }
    return sources.first { SourceLocation($0.origin) == location }
  }

  /// `nil` where all that is delivered by it is new.
  private func fragment(
    for owner: SuggestedPatch.Ownership, of patch: SuggestedPatch, _ source: DeliverySource
  ) throws(ManifestEditRefusal) -> OwnerFragment? {
    var reason = ""
    for format in [PatchFormat.helmValues, .postRenderer, .fluxPatches] {
      do throws(DeliveryRefusal) { return try OwnerFragment.one(for: owner, of: patch, as: format) } catch {
        reason = error.message
      }
    }
    throw ManifestEditRefusal(source.origin, reason)
  }
}

extension SuggestedPatch.Target {
  /// `deployment-web.yaml`: where a new object goes.
  var fileName: String { "\(key.kind.lowercased())-\(key.name).yaml" }
}
