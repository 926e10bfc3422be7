import KubeCore
import Support

/// Which of the tools' objects in the files brings an object into the cluster. Where several could it is none: what is
/// not sure is not said.
extension ManifestSet {
  /// The document of a tool's object. Documents that leave their namespace to a kustomization have any.
  package func source(_ kind: DeliverySource.Kind, namespace: String, name: String) -> DeliverySource? {
    let named = sources.filter { $0.kind == kind && $0.name == name }
    let exact = namespace.isEmpty ? named : named.filter { $0.namespace == namespace }
    return (exact.isEmpty ? named.filter(\.namespace.isEmpty) : exact).only
  }

  /// The HelmRelease that makes a release of Helm.
  ///
  /// Source: fluxcd/helm-controller docs/spec/v2/helmreleases.md, "Release name" and "Target namespace".
  package func helmRelease(making release: String, in namespace: String) -> DeliverySource? {
    sources.filter { source in
      guard source.kind == .helmRelease else { return false }
      let target = source.spec["targetNamespace"]?.stringValue
      let made = source.spec["releaseName"]?.stringValue ?? (target.map { "\($0)-" } ?? "") + source.name
      let place = target ?? source.namespace
      return made == release && (place.isEmpty || namespace.isEmpty || place == namespace)
    }.only
  }

  /// The ApplicationSet that generates an Application.
  package func applicationSet(making application: String) -> DeliverySource? {
    sources.filter { $0.mayGenerate(application) }.only
  }

  /// The kustomizations that list a file or a folder, each with the entry. For many questions: ``DeliveryIndex``.
  package func kustomizations(listing path: String) -> [(kustomization: Kustomization, entry: Kustomization.Entry)] {
    kustomizations.flatMap { kustomization in
      kustomization.resources.filter { $0.path == path }.map { (kustomization, $0) }
    }
  }
}

extension Collection {
  /// The element of a collection that has no other.
  var only: Element? { count == 1 ? first : nil }
}
