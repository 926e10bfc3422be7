internal import KubeCore
internal import Support

/// What `kubectl apply` remembers on the client's side, taken over when kubectl changes to server-side apply. Source:
/// apimachinery, managedfields/internal/lastappliedmanager.go and lastappliedupdater.go.
struct LastApplied {
  static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

  private let configuration: Tree

  /// `nil` where the object has no such annotation that can be read, of this version.
  init?(of live: Tree, apiVersion: String) {
    guard let text = live["metadata"]?["annotations"]?[Self.annotation]?.stringValue, !text.isEmpty,
      let tree = try? JSONReader.read(
        Array(text.utf8), { (reader) throws(WireError) in try reader.tree() }),
      tree["apiVersion"]?.stringValue == apiVersion
    else { return nil }
    configuration = tree
  }

  /// The fields that are still as kubectl left them: taking those over is no conflict.
  func fields(_ schema: ApplySchema, live: Tree) -> FieldSet {
    let comparison = schema.comparison(of: configuration, and: live)
    return schema.fields(of: configuration).subtracting(comparison.modified).subtracting(comparison.added)
      .subtracting(comparison.removed)
  }

  /// The object with the annotation brought up to date.
  static func updated(_ tree: Tree, _ configuration: Tree) -> Tree {
    var bare = configuration
    var metadata = bare["metadata"] ?? .object([])
    if var annotations = metadata["annotations"] {
      annotations[annotation] = nil
      metadata["annotations"] = annotations == .object([]) ? nil : annotations
    }
    bare["metadata"] = metadata
    var result = tree
    var stored = result["metadata"] ?? .object([])
    var annotations = stored["annotations"] ?? .object([])
    annotations[annotation] = .string(JSONWriter().text(sorted(bare)) + "\n")
    stored["annotations"] = annotations
    result["metadata"] = stored
    return result
  }

  private static func sorted(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      .object(members.sorted { $0.name < $1.name }.map { Tree.Member($0.name, sorted($0.value)) })
    case .array(let elements): .array(elements.map(sorted))
    default: tree
    }
  }
}
