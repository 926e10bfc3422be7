internal import Support

/// Reads `metadata` as Go reads it into an `ObjectMeta`: unknown members are dropped and named, empty ones left out,
/// and a member of the wrong type is an error. Source: apiextensions-apiserver, pkg/apiserver/schema/objectmeta.
struct MetadataShape {
  /// `metadata.foo`, relative to the object.
  private(set) var unknownFields: [String] = []

  indirect enum Shape: Sendable {
    case string, integer, bool, time, any
    case map(Shape)
    case list(Shape)
    case object([String: Shape])
  }

  static let objectMeta = Shape.object([
    "name": .string, "generateName": .string, "namespace": .string, "selfLink": .string, "uid": .string,
    "resourceVersion": .string, "generation": .integer, "creationTimestamp": .time, "deletionTimestamp": .time,
    "deletionGracePeriodSeconds": .integer, "labels": .map(.string), "annotations": .map(.string),
    "finalizers": .list(.string),
    "ownerReferences": .list(
      .object([
        "apiVersion": .string, "kind": .string, "name": .string, "uid": .string, "controller": .bool,
        "blockOwnerDeletion": .bool,
      ])),
    "managedFields": .list(
      .object([
        "manager": .string, "operation": .string, "apiVersion": .string, "time": .time, "fieldsType": .string,
        "fieldsV1": .any, "subresource": .string,
      ])),
  ])

  /// The same metadata as the server would write it, members by name.
  mutating func coerce(_ tree: Tree, at path: String = "metadata") throws(TypeMismatch) -> Tree {
    try coerce(tree, Self.objectMeta, at: path, goPath: "ObjectMeta") ?? .object([])
  }

  private mutating func coerce(
    _ tree: Tree, _ shape: Shape, at path: String, goPath: String
  ) throws(TypeMismatch) -> Tree? {
    switch (shape, tree) {
    case (_, .null): return nil
    case (.any, _), (.bool, .bool): return tree
    case (.string, .string(let text)): return text.isEmpty ? nil : tree
    case (.integer, .integer(let number)): return number == 0 && !goPath.hasSuffix("Seconds") ? nil : tree
    case (.time, .string(let text)):
      guard text.isEmpty || Timestamp(rfc3339: text) != nil else {
        throw TypeMismatch(path: goPath, found: "string", wanted: "v1.Time")
      }
      return text.isEmpty ? nil : tree
    case (.map(let shape), .object(let members)):
      let kept = try coerceMembers(members, at: path, goPath: goPath) { _ in shape }
      return kept.isEmpty ? nil : .object(kept)
    case (.list(let shape), .array(let elements)):
      var kept: [Tree] = []
      for (index, element) in elements.enumerated() {
        kept.append(try coerce(element, shape, at: "\(path)[\(index)]", goPath: goPath) ?? Self.empty(shape))
      }
      return kept.isEmpty ? nil : .array(kept)
    case (.object(let fields), .object(let members)):
      return .object(try coerceMembers(members, at: path, goPath: goPath) { fields[$0] })
    default: throw TypeMismatch(path: goPath, found: tree.jsonTypeName, wanted: Self.goType(shape))
    }
  }

  private mutating func coerceMembers(
    _ members: [Tree.Member], at path: String, goPath: String, shape: (String) -> Shape?
  ) throws(TypeMismatch) -> [Tree.Member] {
    var kept: [Tree.Member] = []
    for member in members.sorted(by: { $0.name < $1.name }) {
      guard let shape = shape(member.name) else {
        unknownFields.append(path + "." + member.name)
        continue
      }
      let place = goPath + "." + member.name
      let value = try coerce(member.value, shape, at: path + "." + member.name, goPath: place)
      if let value {
        kept.append(Tree.Member(member.name, value))
      } else if case .string = member.value {
        // An empty label stays a label; an empty name is no name.
        if goPath.hasSuffix(".labels") || goPath.hasSuffix(".annotations") { kept.append(member) }
      }
    }
    return kept
  }

  private static func empty(_ shape: Shape) -> Tree {
    if case .string = shape { .string("") } else { .object([]) }
  }

  private static func goType(_ shape: Shape) -> String {
    switch shape {
    case .string: "string"
    case .integer: "int64"
    case .bool: "bool"
    case .time: "v1.Time"
    case .any: "v1.FieldsV1"
    case .map: "map[string]string"
    case .list(.string): "[]string"
    case .list: "[]v1.OwnerReference"
    case .object: "v1.ObjectMeta"
    }
  }
}
