import KubeCore
import Support

extension Tree {
  /// Sets a value, making the objects on the way; `nil` removes it.
  mutating func set(_ path: String..., to value: Tree?) { set(path[...], to: value) }

  private mutating func set(_ path: ArraySlice<String>, to value: Tree?) {
    guard let name = path.first else { return }
    if path.count == 1 {
      self[name] = value
      return
    }
    var child = self[name] ?? .object([])
    child.set(path.dropFirst(), to: value)
    self[name] = child
  }

  var objectName: String { at("metadata", "name")?.stringValue ?? "" }
  var objectNamespace: String { at("metadata", "namespace")?.stringValue ?? "" }
  var objectUID: String { at("metadata", "uid")?.stringValue ?? "" }
  var phase: String { at("status", "phase")?.stringValue ?? "" }
  var isFinishedPod: Bool { phase == "Succeeded" || phase == "Failed" }
  var isBeingDeleted: Bool { at("metadata", "deletionTimestamp")?.stringValue != nil }

  /// The uid of the owner that manages this object.
  var controllerUID: String? {
    let owners = at("metadata", "ownerReferences")?.elements ?? []
    return owners.first { $0["controller"] == true }?["uid"]?.stringValue
  }

  /// Whether a condition of that type is true.
  func hasCondition(_ type: String) -> Bool {
    (at("status", "conditions")?.elements ?? []).contains { $0["type"]?.stringValue == type && $0["status"] == "True" }
  }

  func ownerReference(apiVersion: String, kind: String) -> Tree {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(objectName),
      "uid": .string(objectUID), "controller": true, "blockOwnerDeletion": true,
    ]
  }
}
