internal import Support

/// `meta.k8s.io/v1` Tables of objects.
enum TableView {
  static func table(of objects: [Tree], metadata: Tree? = nil, encoder: ObjectEncoder) -> Tree {
    let metadata =
      metadata ?? .members(("resourceVersion", objects.first?.at("metadata", "resourceVersion")))
    return .members(
      ("kind", "Table"), ("apiVersion", "meta.k8s.io/v1"), ("metadata", metadata),
      ("columnDefinitions", .array(columns)), ("rows", .array(objects.map { row($0, encoder) })))
  }

  static func bookmark(_ revision: UInt64) -> Tree {
    [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": .string(String(revision))],
      "columnDefinitions": .array(columns), "rows": .array([]),
    ]
  }

  private static let columns: [Tree] = [
    ["name": "Name", "type": "string", "format": "name", "description": "", "priority": 0],
    ["name": "Age", "type": "string", "format": "", "description": "", "priority": 0],
  ]

  private static func row(_ object: Tree, _ encoder: ObjectEncoder) -> Tree {
    let name = object.at("metadata", "name") ?? ""
    let shown: Tree? =
      switch encoder.representation.included {
      case .none: nil
      case .metadata: ObjectEncoder.partial(object)
      case .object: object
      }
    return .members(("cells", [name, ""]), ("object", shown))
  }
}
