package import KubeCore

/// What a sync request is charged to.
package enum ChurnSource: Hashable, Comparable, Sendable {
  /// A pod's root owner; a Namespace whose labels changed; a NetworkPolicy whose writer is not known.
  case object(ObjectKey)
  /// Who wrote a NetworkPolicy, as `managedFields` names it.
  case fieldManager(String)
  /// All sources beyond the number that is kept apart.
  case other

  /// Kind, namespace and name for a report's row.
  package var key: ObjectKey {
    switch self {
    case .object(let key): key
    case .fieldManager(let name): ObjectKey(kind: "FieldManager", namespace: "", name: name)
    case .other: ObjectKey(kind: "", namespace: "", name: "other")
    }
  }

  /// By key; ``other`` comes last.
  package static func < (left: ChurnSource, right: ChurnSource) -> Bool {
    if left == .other || right == .other { return left != .other }
    return left.key < right.key
  }
}
