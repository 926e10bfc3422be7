/// The `fieldPath` of a rule: `.a.b`, `.a['b.c']`, which must name a place in the schema. Source: `ValidFieldPath` in
/// apiextensions-apiserver, pkg/apiserver/schema/cel/validation.go.
struct ValidFieldPath {
  private(set) var path = SchemaPath()
  private(set) var schema: StructuralSchema

  struct Failure: Error, Hashable { var message: String }

  init(_ text: String, in schema: StructuralSchema, allowsBrackets: Bool = true) throws(Failure) {
    self.schema = schema
    var rest = Substring(text)
    while let first = rest.first {
      rest.removeFirst()
      switch first {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" }
        if name.isEmpty { throw Failure(message: "unexpected end of JSON path") }
        rest = rest.dropFirst(name.count)
        try step(String(name))
      case "[":
        if !allowsBrackets { throw Failure(message: "array notation is not allowed") }
        try step(try Self.quoted(&rest))
      default:
        throw Failure(message: "expected [ or . but got: \(first)\(rest.prefix { $0 != "." && $0 != "[" })")
      }
    }
  }

  private mutating func step(_ name: String) throws(Failure) {
    if !schema.properties.isEmpty {
      guard let property = schema.properties[name] else { throw Failure(message: "does not refer to a valid field") }
      path = path.child(name)
      schema = property
    } else if let values = schema.additionalProperties?.schema {
      path = path.key(name)
      schema = values
    } else {
      throw Failure(message: "does not refer to a valid field")
    }
  }

  private static func quoted(_ rest: inout Substring) throws(Failure) -> String {
    guard rest.first == "'" else {
      throw Failure(message: "expected single quoted string but got \(rest.prefix { $0 != "]" })")
    }
    rest.removeFirst()
    var name = ""
    while let character = rest.first, character != "'" {
      rest.removeFirst()
      if character == "\\", let escaped = rest.first {
        rest.removeFirst()
        guard let plain = ["'": "'", "\\": "\\", "n": "\n", "t": "\t", "r": "\r"][escaped] else {
          throw Failure(message: "invalid string literal: invalid escape char \\\(escaped)")
        }
        name += plain
      } else {
        name.append(character)
      }
    }
    guard rest.first == "'" else { throw Failure(message: "unexpected end of JSON path") }
    rest.removeFirst()
    guard rest.first == "]" else { throw Failure(message: "unexpected end of JSON path") }
    rest.removeFirst()
    return name
  }
}
