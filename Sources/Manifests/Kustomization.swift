package import KubeCore
import YAML

/// A kustomization of kustomize by itself: what it builds from, and which files are patches.
///
/// Source: kustomize's api/types/kustomization.go, `Kustomization`.
package struct Kustomization: Hashable, Sendable {
  /// A path that it names.
  package struct Entry: Hashable, Sendable {
    /// With its folder before it, as files are named that were found there; a URL stays what it is.
    package var path: String
    package var mark: SourceMark
  }

  /// The names that kustomize looks for, in its order.
  static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  package var folder: String
  package var file: String
  /// `resources`, with `components` and the older `bases`.
  package var resources: [Entry]
  /// Patches in files of their own.
  var patches: [Entry]
  let text: [UInt8]

  /// Reads a file of `folder`; `nil` where it cannot be read.
  init?(_ name: String, in folder: String) {
    let file = FileWalk.join(folder, name)
    guard let bytes = try? FileSystem.bytes(of: file, limit: 1 << 20),
      let document = YAMLParser().documents(bytes).first(where: { _ in true }),
      case .success(let tree) = document.content
    else { return nil }
    func entries(_ names: [String]) -> [Entry] {
      names.flatMap { Self.elements(of: $0, in: tree) }.compactMap { node in
        Self.path(of: node, in: tree).map { Entry(path: FileWalk.resolved($0, in: folder), mark: tree[node].start) }
      }
    }
    text = bytes
    self.folder = folder
    self.file = file
    resources = entries(["resources", "components", "bases"])
    patches = entries(["patches", "patchesJson6902", "replacements", "patchesStrategicMerge"])
  }

  private static func elements(of name: String, in tree: SourceTree) -> [SourceTree.NodeID] {
    guard let node = tree.node(at: [.field(name)]), case .sequence(let elements) = tree[node].value else { return [] }
    return elements
  }

  /// A path by itself, or in the member `path`. A patch may also stand there in full: then it is no path.
  private static func path(of node: SourceTree.NodeID, in tree: SourceTree) -> String? {
    switch tree[node].value {
    case .string(let text): return text.contains("\n") ? nil : text
    case .mapping(let entries):
      guard let entry = entries.first(where: { $0.key == "path" }), case .string(let text) = tree[entry.value].value
      else { return nil }
      return text
    default: return nil
    }
  }
}
