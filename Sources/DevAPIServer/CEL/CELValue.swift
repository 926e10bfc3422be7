internal import Support

/// A value while a rule runs: plain data together with the schema that says how it is seen.
enum CELValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case timestamp(Timestamp)
  /// The schema is that of the list, whose type decides what equal means; `nil` for a literal.
  case list([CELValue], StructuralSchema?)
  /// An object or a map.
  case object([Tree.Member], StructuralSchema?)

  /// The value of `tree` as its schema shows it.
  init(_ tree: Tree, _ schema: StructuralSchema?) {
    switch tree {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = schema?.type == "number" ? .double(Double(number)) : .int(number)
    case .number(let number):
      if schema?.type == "integer", let whole = Int64(exactly: number) {
        self = .int(whole)
      } else {
        self = .double(number)
      }
    case .string(let text):
      let format = schema?.values.format
      let isTime = schema?.type == "string" && (format == "date-time" || format == "date")
      let full = format == "date" ? text + "T00:00:00Z" : text
      self = isTime ? Timestamp(rfc3339: full).map { .timestamp($0) } ?? .string(text) : .string(text)
    case .array(let elements): self = .list(elements.map { CELValue($0, schema?.items) }, schema)
    case .object(let members): self = .object(members, schema)
    }
  }

  /// A member by its identifier (objects) or key (maps).
  func member(_ name: String) -> CELValue? {
    guard case .object(let members, let schema) = self else { return nil }
    if let schema, schema.additionalProperties?.schema == nil {
      guard let property = schema.property(escaped: name) else { return nil }
      return members.first { $0.name == property.name }.map { CELValue($0.value, property.schema) }
    }
    let values = schema?.additionalProperties?.schema
    return members.first { $0.name == name }.map { CELValue($0.value, values) }
  }

  /// CEL's equality: numbers across types, sets without order, keyed lists by their keys.
  func isEqual(_ other: CELValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.int(let left), .double(let right)), (.double(let right), .int(let left)): Double(left) == right
    case (.string(let left), .string(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.list(let left, let schema), .list(let right, _)): Self.areEqual(left, right, schema)
    case (.object(let left, _), .object(let right, _)):
      left.count == right.count
        && left.allSatisfy { member in
          right.contains { $0.name == member.name && $0.value.equalsJSON(member.value) }
        }
    default: false
    }
  }

  private static func areEqual(_ left: [CELValue], _ right: [CELValue], _ schema: StructuralSchema?) -> Bool {
    guard left.count == right.count else { return false }
    if let schema, schema.listType != .atomic {
      return left.allSatisfy { value in right.contains { $0.isEqual(value) } }
        && right.allSatisfy { value in left.contains { $0.isEqual(value) } }
    }
    return zip(left, right).allSatisfy { $0.isEqual($1) }
  }

  /// Whether this comes before `other`; `nil` where they do not compare.
  func isLess(_ other: CELValue) -> Bool? {
    switch (self, other) {
    case (.bool(let left), .bool(let right)): !left && right
    case (.int(let left), .int(let right)): left < right
    case (.double(let left), .double(let right)): left < right
    case (.int(let left), .double(let right)): Double(left) < right
    case (.double(let left), .int(let right)): left < Double(right)
    case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.timestamp(let left), .timestamp(let right)): left < right
    default: nil
    }
  }
}

/// Why an expression has no value: `no such key: a`.
struct CELEvaluationError: Error, Hashable, Sendable {
  var detail: String

  static let noSuchOverload = CELEvaluationError(detail: "no such overload")
}
