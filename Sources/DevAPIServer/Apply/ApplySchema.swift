package import KubeCore
internal import Support

/// How server-side apply sees a value: what is owned whole, and what part by part.
package indirect enum ApplySchema: Hashable, Sendable {
  /// Told by the value: objects by member, lists and scalars whole. Members count as declared fields or as entries of a
  /// map, which own the place where they stand.
  case deduced(isDeclared: Bool)
  /// An object of a type in the table of built-in kinds; a name that is not there is plain.
  case builtin(String)
  case atomic
  case list(MergeKeyTable.ListType, element: ApplySchema)
  /// A custom object: its metadata is everybody's.
  case customObject(StructuralSchema)
  case structural(StructuralSchema)

  package struct Member {
    package var schema: ApplySchema
    /// A field of a struct, not an entry of a map.
    package var isDeclared: Bool
  }

  package init(group: String, kind: String) { self = .builtin(MergeKeyTable.typeName(group: group, kind: kind)) }

  /// The schema of a member; `nil` where there may be none of this name.
  package func member(_ name: String) -> Member? {
    switch self {
    case .deduced(let isDeclared): return Member(schema: self, isDeclared: isDeclared)
    case .builtin(let type):
      if let field = MergeKeyTable.builtin.field(name, of: type) {
        return Member(schema: Self.schema(of: field), isDeclared: true)
      }
      guard FieldTable.builtin[type] != nil else {
        return Member(schema: .deduced(isDeclared: true), isDeclared: true)
      }
      guard let field = FieldTable.builtin.field(name, of: type) else { return nil }
      // What merges as any object does still has no other fields than its own.
      guard case .message(let inner) = field.type else {
        return Member(schema: .deduced(isDeclared: true), isDeclared: true)
      }
      return Member(schema: .builtin(inner), isDeclared: true)
    case .customObject(let schema):
      if name == "metadata" { return Member(schema: .builtin("ObjectMeta"), isDeclared: true) }
      if name == "apiVersion" || name == "kind" { return Member(schema: .deduced(isDeclared: true), isDeclared: true) }
      return Self.structural(schema).member(name)
    case .structural(let schema):
      if let property = schema.properties[name] { return Member(schema: .of(property), isDeclared: true) }
      if let additional = schema.additionalProperties?.schema {
        return Member(schema: .of(additional), isDeclared: false)
      }
      let isOpen = schema.preservesUnknownFields || schema.additionalProperties == .allowed(true) || schema.type.isEmpty
      return isOpen ? Member(schema: .deduced(isDeclared: false), isDeclared: false) : nil
    case .atomic, .list: return Member(schema: .deduced(isDeclared: false), isDeclared: false)
    }
  }

  var element: ApplySchema {
    if case .list(_, let element) = self { element } else { .deduced(isDeclared: false) }
  }

  /// Whether a value of this schema is owned part by part as an object.
  var isAtomicObject: Bool {
    switch self {
    case .atomic: true
    case .builtin(let type): MergeKeyTable.builtin.types[type]?.isAtomic ?? false
    case .structural(let schema): schema.mapType == .atomic
    case .deduced, .customObject, .list: false
    }
  }

  /// The list type, atomic where this is no list.
  var listType: MergeKeyTable.ListType {
    if case .list(let type, _) = self { type } else { .atomic }
  }

  private static func schema(of field: MergeKeyTable.Field) -> ApplySchema {
    let type: ApplySchema = field.type.isEmpty ? .deduced(isDeclared: true) : .builtin(field.type)
    switch field.shape {
    case .object: return type
    case .atomicMap: return .atomic
    case .list(_, let apply): return .list(apply, element: type)
    }
  }

  private static func of(_ schema: StructuralSchema) -> ApplySchema {
    if schema.type == "array" {
      let element = schema.items.map(Self.of) ?? .deduced(isDeclared: false)
      switch schema.listType {
      case .atomic: return .list(.atomic, element: element)
      case .set: return .list(.set, element: element)
      case .map:
        let keys = schema.listMapKeys.map { key in
          MergeKeyTable.ListType.Key(
            name: key, defaultValue: schema.items?.properties[key]?.defaultValue?.stringValue)
        }
        return .list(.map(keys), element: element)
      }
    }
    return .structural(schema)
  }
}
