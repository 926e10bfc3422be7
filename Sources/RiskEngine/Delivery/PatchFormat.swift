/// How a patch is handed over.
package enum PatchFormat: String, CaseIterable, Hashable, Sendable {
  /// A strategic merge patch for `kubectl patch --type=strategic`.
  case strategic
  /// A JSON merge patch (RFC 7386).
  case merge
  /// A JSON patch (RFC 6902) that tests what it replaces.
  case json6902
  /// A component of kustomize, which a kustomization lists under `components`.
  case kustomize
  /// Whole objects, as they would be.
  case manifest
  /// A unified diff of the files that were read.
  case diff
  /// An entry for `spec.postRenderers` of the HelmRelease that renders the objects.
  case postRenderer = "post-renderer"
  /// Entries for `spec.patches` of the Flux Kustomization that applies the objects.
  case fluxPatches = "flux-patches"
  /// The values with which the chart renders the objects so.
  case helmValues = "helm-values"

  /// Whether it is written into what delivers the objects, not into the objects.
  package var isForOwner: Bool { Self.forOwners.contains(self) }

  /// The best first.
  package static let forOwners: [PatchFormat] = [.helmValues, .postRenderer, .fluxPatches]
}

/// One file of a delivered patch.
package struct DeliveredFile: Hashable, Sendable {
  /// Below the folder of the patch.
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// Why a patch cannot be had in a format; one sentence without a full stop.
package struct DeliveryRefusal: Error, Hashable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
