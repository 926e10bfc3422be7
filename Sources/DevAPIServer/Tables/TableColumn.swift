package import Support

/// A column of a `meta.k8s.io/v1` Table.
package struct TableColumn: Hashable, Sendable {
  package var name: String
  package var type: String
  package var format = ""
  package var description: String
  /// Above 0 only in wide output.
  package var priority: Int64 = 0

  package var tree: Tree {
    [
      "name": .string(name), "type": .string(type), "format": .string(format), "description": .string(description),
      "priority": .integer(priority),
    ]
  }
}

extension TableColumn {
  /// The object's name.
  static let name = TableColumn(
    name: "Name", type: "string", format: "name",
    description: "Name must be unique within a namespace. Is required when creating resources, although some "
      + "resources may allow a client to request the generation of an appropriate name automatically. "
      + "Name is primarily intended for creation idempotence and configuration definition. Cannot be "
      + "updated. More info: "
      + "https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names")

  /// How long ago the object was created, as text.
  static let age = TableColumn(
    name: "Age", type: "string",
    description: "CreationTimestamp is a timestamp representing the server time when this object was created. It "
      + "is not guaranteed to be set in happens-before order across separate operations. Clients may "
      + "not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the "
      + "system. Read-only. Null for lists. More info: "
      + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata")
}
