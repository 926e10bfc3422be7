package import Support

extension Tree {
  /// The members of an object, `nil` of anything else.
  package var objectMembers: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Go's type of the value decoded into `interface{}`, as errors name it.
  var goTypeName: String {
    switch self {
    case .null: "<nil>"
    case .bool: "bool"
    case .integer: "int64"
    case .number: "float64"
    case .string: "string"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }

  /// The JSON type as `encoding/json` names it.
  var goJSONName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The value as `fmt` prints it with `%v`: maps by key, nothing quoted.
  var goValue: String {
    switch self {
    case .null: "<nil>"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number):
      number == number.rounded() && abs(number) < 1e21 ? String(number).dropFraction : "\(number)"
    case .string(let text): text
    case .array(let elements): "[" + elements.map(\.goValue).joined(separator: " ") + "]"
    case .object(let members):
      "map["
        + members.sorted { $0.name < $1.name }.map { "\($0.name):\($0.value.goValue)" }.joined(separator: " ") + "]"
    }
  }

  /// Equal as JSON: the order of an object's members says nothing.
  package func isSameJSON(as other: Tree) -> Bool {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      guard left.count == right.count else { return false }
      return left.allSatisfy { member in other[member.name].map { member.value.isSameJSON(as: $0) } ?? false }
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSameJSON(as: $1) }
    default: return self == other
    }
  }
}

extension String {
  fileprivate var dropFraction: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
