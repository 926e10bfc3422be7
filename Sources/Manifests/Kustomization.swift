import KubeCore
import YAML

/// The part of a kustomization that matters here: which files are patches. Source: kustomize's `types.Kustomization`.
enum Kustomization {
  /// The names that kustomize looks for, in its order.
  static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// The paths of patches, relative to the kustomization's folder; empty where the file cannot be read.
  static func patches(in file: String) -> [String] {
    guard let bytes = try? FileSystem.bytes(of: file, limit: 1 << 20),
      let document = YAMLParser().documents(bytes).first(where: { _ in true }),
      case .success(let tree) = document.content
    else { return [] }
    let entries = ["patches", "patchesJson6902", "replacements", "patchesStrategicMerge"]
    return entries.flatMap { elements(of: $0, in: tree) }.compactMap { path(of: $0, in: tree) }
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
