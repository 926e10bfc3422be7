/// Validates JSON by the part of JSON Schema 2020-12 that NetRisk's schemas use, and notes which properties it met.
///
/// An unknown keyword is an error, so that no rule is passed over.
struct SchemaValidator {
  let root: JSONValue
  private(set) var errors: [String] = []
  /// Paths of `properties` in the schema that an instance had.
  private(set) var met: Set<String> = []

  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  init(_ schema: JSONValue) { root = schema }

  mutating func validate(_ value: JSONValue) { validate(value, root, at: "$", schemaPath: "#") }

  /// The paths of all `properties` that the schema has.
  var declared: Set<String> {
    var paths: Set<String> = []
    collect(root, "#", &paths)
    return paths
  }

  private func collect(_ schema: JSONValue, _ path: String, _ paths: inout Set<String>) {
    for (name, property) in schema["properties"]?.members ?? [:] {
      paths.insert("\(path)/\(name)")
      collect(property, "\(path)/\(name)", &paths)
    }
    if let items = schema["items"] { collect(items, path + "/[]", &paths) }
    for (name, definition) in schema["$defs"]?.members ?? [:] { collect(definition, "#/$defs/\(name)", &paths) }
  }

  private mutating func validate(_ value: JSONValue, _ schema: JSONValue, at path: String, schemaPath: String) {
    for (keyword, rule) in schema.members where !Self.annotations.contains(keyword) {
      switch keyword {
      case "$ref": follow(rule, value, at: path)
      case "type": if !Self.isType(rule.text ?? "", value) { errors.append("\(path): not of type \(rule)") }
      case "enum": if !rule.elements.contains(value) { errors.append("\(path): not one of \(rule)") }
      case "pattern": check(pattern: rule.text ?? "", value, at: path)
      case "minimum":
        if case (.number(let least), .number(let number)) = (rule, value), number < least {
          errors.append("\(path): \(number) is below \(least)")
        }
      case "maximum":
        if case (.number(let most), .number(let number)) = (rule, value), number > most {
          errors.append("\(path): \(number) is above \(most)")
        }
      case "required":
        for name in rule.elements.compactMap(\.text) where value[name] == nil {
          errors.append("\(path): \(name) is missing")
        }
      case "items":
        for (index, element) in value.elements.enumerated() {
          validate(element, rule, at: "\(path)[\(index)]", schemaPath: schemaPath + "/[]")
        }
      case "properties":
        for (name, member) in value.members {
          guard let property = rule[name] else { continue }
          met.insert("\(schemaPath)/\(name)")
          validate(member, property, at: "\(path).\(name)", schemaPath: "\(schemaPath)/\(name)")
        }
      case "additionalProperties": checkAdditional(rule, value, schema, at: path)
      default: errors.append("\(schemaPath): the keyword \(keyword) is not known")
      }
    }
  }

  private mutating func follow(_ reference: JSONValue, _ value: JSONValue, at path: String) {
    let text = reference.text ?? ""
    guard let definition = root["$defs"]?[String(text.dropFirst("#/$defs/".count))] else {
      errors.append("\(path): \(text) does not exist")
      return
    }
    validate(value, definition, at: path, schemaPath: text)
  }

  private mutating func checkAdditional(_ rule: JSONValue, _ value: JSONValue, _ schema: JSONValue, at path: String) {
    for (name, member) in value.members where schema["properties"]?[name] == nil {
      if rule == .bool(false) {
        errors.append("\(path): \(name) is not in the schema")
      } else {
        validate(member, rule, at: "\(path).\(name)", schemaPath: "\(path).*")
      }
    }
  }

  private mutating func check(pattern: String, _ value: JSONValue, at path: String) {
    guard let text = value.text else { return }
    guard let regex = try? Regex(pattern) else {
      errors.append("\(path): the pattern \(pattern) cannot be read")
      return
    }
    if text.firstMatch(of: regex) == nil { errors.append("\(path): \(text) does not match \(pattern)") }
  }

  private static func isType(_ name: String, _ value: JSONValue) -> Bool {
    switch (name, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null),
      ("number", .number):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }
}
