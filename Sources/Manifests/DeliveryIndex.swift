import KubeCore
import Support

/// What builds and applies the files of a set: made once, for many questions.
package struct DeliveryIndex: Sendable {
  package struct Listing: Sendable {
    package var kustomization: Kustomization
    package var entry: Kustomization.Entry
  }

  /// By the path that is listed.
  private let listings: [String: [Listing]]
  /// Folders with a kustomization of their own.
  private let kustomized: Set<String>
  /// The Kustomizations of Flux by the folder that their `spec.path` leads to.
  private let appliers: [String: [DeliverySource]]

  package init(_ set: ManifestSet) {
    var listings: [String: [Listing]] = [:]
    for kustomization in set.kustomizations {
      for entry in kustomization.resources {
        listings[entry.path, default: []].append(Listing(kustomization: kustomization, entry: entry))
      }
    }
    self.listings = listings
    kustomized = Set(set.kustomizations.map(\.folder))
    let folders = Dictionary(grouping: Self.folders(of: set)) { $0.split(separator: "/").last ?? "" }
    let found = set.sources.filter { $0.kind == .fluxKustomization }.compactMap { source in
      Self.target(of: source, among: folders).map { ($0, source) }
    }
    appliers = Dictionary(grouping: found, by: \.0).mapValues { $0.map(\.1) }
  }

  /// The kustomizations that list a file or a folder, each with the entry.
  package func kustomizations(listing path: String) -> [Listing] { listings[path] ?? [] }

  /// The Kustomization of Flux whose `spec.path` leads to what a file is built by; `nil` where several do.
  package func fluxKustomization(applying file: String) -> DeliverySource? {
    for folders in folders(building: file) {
      let found = folders.flatMap { appliers[$0] ?? [] }
      if !found.isEmpty { return found.only }
    }
    return nil
  }

  /// The folders that a file is built by, the nearest first: those of the kustomizations that list it, and what lists
  /// these; where none does, the folders above it, for which Flux makes a kustomization itself (fluxcd/pkg kustomize,
  /// `GenerateKustomization`), up to one that has its own.
  private func folders(building file: String) -> [Set<String>] {
    var levels: [Set<String>] = []
    var seen: Set<String> = []
    var paths: Set<String> = [file]
    while !paths.isEmpty, levels.count < 64 {
      var next = Set(paths.flatMap { path in kustomizations(listing: path).map(\.kustomization.folder) })
      if next.isEmpty {
        next = Set(paths.map { FileWalk.parent(of: $0) }).subtracting(kustomized).subtracting([".", "/"])
      }
      paths = next.subtracting(seen)
      seen.formUnion(paths)
      if !paths.isEmpty { levels.append(paths) }
    }
    return levels
  }

  // MARK: Folders

  /// The folder that `spec.path`, which starts at the root of the repository, leads to: the one folder of the files that
  /// ends so, below a root that the Kustomization itself lies in.
  private static func target(of source: DeliverySource, among folders: [Substring: [String]]) -> String? {
    guard let path = source.spec["path"]?.stringValue, !path.contains("${") else { return nil }
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last else { return nil }
    let wanted = parts.joined(separator: "/")
    return (folders[last] ?? []).filter { folder in
      guard folder == wanted || folder.hasSuffix("/" + wanted) else { return false }
      return source.origin.file.hasPrefix(folder.dropLast(wanted.count))
    }.only
  }

  /// Every folder with a file that was read, and those above them.
  private static func folders(of set: ManifestSet) -> Set<String> {
    var found: Set<String> = []
    for file in Set(set.objects.map(\.origin.file) + set.definitions.values.map(\.file)) {
      note(file, in: &found)
    }
    for kustomization in set.kustomizations { note(kustomization.file, in: &found) }
    return found
  }

  private static func note(_ file: String, in folders: inout Set<String>) {
    var folder = FileWalk.parent(of: file)
    while folder != ".", folder != "/", folders.insert(folder).inserted { folder = FileWalk.parent(of: folder) }
  }
}
