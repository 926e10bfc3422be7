import KubeCore
import Support

/// Which of the tools' objects in the files brings an object into the cluster. Where several could it is none: what is
/// not sure is not said.
extension ManifestSet {
  /// The document of a tool's object. Documents that leave their namespace to a kustomization have any.
  package func source(_ kind: DeliverySource.Kind, namespace: String, name: String) -> DeliverySource? {
    let named = sources.filter { $0.kind == kind && $0.name == name }
    let exact = namespace.isEmpty ? named : named.filter { $0.namespace == namespace }
    return Self.only(exact.isEmpty ? named.filter(\.namespace.isEmpty) : exact)
  }

  /// The HelmRelease that makes a release of Helm.
  ///
  /// Source: fluxcd/helm-controller docs/spec/v2/helmreleases.md, "Release name" and "Target namespace".
  package func helmRelease(making release: String, in namespace: String) -> DeliverySource? {
    Self.only(
      sources.filter { source in
        guard source.kind == .helmRelease else { return false }
        let target = source.spec["targetNamespace"]?.stringValue
        let made = source.spec["releaseName"]?.stringValue ?? (target.map { "\($0)-" } ?? "") + source.name
        let place = target ?? source.namespace
        return made == release && (place.isEmpty || namespace.isEmpty || place == namespace)
      })
  }

  /// The kustomizations that list a file or a folder, with the place of the entry.
  package func kustomizations(listing path: String) -> [(kustomization: Kustomization, entry: Kustomization.Entry)] {
    kustomizations.flatMap { kustomization in
      kustomization.resources.filter { $0.path == path }.map { (kustomization, $0) }
    }
  }

  /// The Kustomization of Flux whose `spec.path` leads to what a file is built by.
  package func fluxKustomization(applying file: String) -> DeliverySource? {
    for folders in folders(building: file) {
      let found = sources.filter { source in
        source.kind == .fluxKustomization && target(of: source).map(folders.contains) == true
      }
      if !found.isEmpty { return Self.only(found) }
    }
    return nil
  }

  /// The folders that a file is built by, the nearest first: those of the kustomizations that list it, and what lists
  /// these; where none does, the folders above it, for which Flux makes a kustomization itself (fluxcd/pkg kustomize,
  /// `GenerateKustomization`) up to one that has its own.
  private func folders(building file: String) -> [Set<String>] {
    let ownFolders = Set(kustomizations.map(\.folder))
    var levels: [Set<String>] = []
    var seen: Set<String> = []
    var paths: Set<String> = [file]
    while !paths.isEmpty, levels.count < 64 {
      var next = Set(paths.flatMap { path in kustomizations(listing: path).map(\.kustomization.folder) })
      if next.isEmpty {
        next = Set(paths.map { FileWalk.parent(of: $0) }).subtracting(ownFolders).subtracting([".", "/"])
      }
      paths = next.subtracting(seen)
      seen.formUnion(paths)
      if !paths.isEmpty { levels.append(paths) }
    }
    return levels
  }

  /// The folder that `spec.path`, which starts at the root of the repository, leads to: the one folder of a file that
  /// was read which ends so, below a root that the Kustomization itself lies in.
  private func target(of source: DeliverySource) -> String? {
    guard let path = source.spec["path"]?.stringValue else { return nil }
    let wanted = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    guard !wanted.isEmpty, !wanted.contains("${") else { return nil }
    let ends = allFolders.filter { folder in
      guard folder == wanted || folder.hasSuffix("/" + wanted) else { return false }
      return source.origin.file.hasPrefix(folder.dropLast(wanted.count))
    }
    return Self.only(ends)
  }

  /// Every folder with a file that was read, and those above them.
  private var allFolders: Set<String> {
    var found: Set<String> = []
    for file in objects.map(\.origin.file) + kustomizations.map(\.file) {
      var folder = FileWalk.parent(of: file)
      while folder != ".", folder != "/", found.insert(folder).inserted { folder = FileWalk.parent(of: folder) }
    }
    return found
  }

  private static func only<Elements: Collection>(_ elements: Elements) -> Elements.Element? {
    elements.count == 1 ? elements.first : nil
  }
}
