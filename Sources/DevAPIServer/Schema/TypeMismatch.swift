internal import Support

/// A member whose JSON type the API cannot read into its field.
package struct TypeMismatch: Error, Hashable, Sendable {
  /// `JSONSchemaProps.spec.versions.schema.openAPIV3Schema.maxLength`: the type that holds the field and the members on
  /// the way to it, as Go's encoding/json names the place.
  package var path: String
  /// `string`, `number`, `bool`, `object`, `array`.
  package var found: String
  /// `int64`, `string`, …
  package var wanted: String

  /// As `encoding/json` says it.
  package var message: String {
    "json: cannot unmarshal \(found) into Go struct field \(path) of type \(wanted)"
  }
}

/// Reads typed members of one object; `null` counts as absent.
struct MemberReader {
  let tree: Tree
  let path: String
  /// The Go type of the object.
  let typeName: Substring

  /// Refuses anything but an object; `nil` for `null`.
  init?(_ tree: Tree?, at path: String, _ wanted: String) throws(TypeMismatch) {
    guard let tree, tree != .null else { return nil }
    guard case .object = tree else { throw TypeMismatch(path: path, found: tree.jsonTypeName, wanted: wanted) }
    self.tree = tree
    self.path = path
    typeName = wanted.drop { $0 != "." }.dropFirst()
  }

  func value(_ name: String) -> Tree? {
    guard let value = tree[name], value != .null else { return nil }
    return value
  }

  func place(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

  func string(_ name: String) throws(TypeMismatch) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw mismatch(name, value, "string") }
    return text
  }

  func bool(_ name: String) throws(TypeMismatch) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .bool(let flag) = value else { throw mismatch(name, value, "bool") }
    return flag
  }

  func int64(_ name: String) throws(TypeMismatch) -> Int64? {
    guard let value = value(name) else { return nil }
    guard case .integer(let number) = value else { throw mismatch(name, value, "int64") }
    return number
  }

  func double(_ name: String) throws(TypeMismatch) -> Double? {
    switch value(name) {
    case nil: return nil
    case .integer(let number)?: return Double(number)
    case .number(let number)?: return number
    case let value?: throw mismatch(name, value, "float64")
    }
  }

  func array(_ name: String, _ wanted: String) throws(TypeMismatch) -> [Tree]? {
    guard let value = value(name) else { return nil }
    guard case .array(let elements) = value else { throw mismatch(name, value, wanted) }
    return elements
  }

  func strings(_ name: String) throws(TypeMismatch) -> [String]? {
    guard let elements = try array(name, "[]string") else { return nil }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element else { throw mismatch(name, element, "string") }
      texts.append(text)
    }
    return texts
  }

  func members(_ name: String, _ wanted: String) throws(TypeMismatch) -> [Tree.Member]? {
    guard let value = value(name) else { return nil }
    guard case .object(let members) = value else { throw mismatch(name, value, wanted) }
    return members
  }

  func mismatch(_ name: String, _ value: Tree, _ wanted: String) -> TypeMismatch {
    TypeMismatch(path: typeName + "." + place(name), found: value.jsonTypeName, wanted: wanted)
  }
}

extension Tree {
  /// The JSON type as `encoding/json` names it.
  var jsonTypeName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The members of an object, none for anything else.
  var objectMembers: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}
