internal import Support

extension Tree {
  /// The type of a schema that a value has, and the format that goes with numbers.
  var schemaType: (type: String, format: String) {
    switch self {
    case .null: ("null", "")
    case .bool: ("boolean", "")
    case .integer: ("integer", "int64")
    case .number: ("number", "float64")
    case .string: ("string", "")
    case .array: ("array", "")
    case .object: ("object", "")
    }
  }

  /// A float64 without a fraction that JavaScript could hold. Source: `swag.IsFloat64AJSONInteger`.
  var isIntegralNumber: Bool {
    guard case .number(let number) = self, number.isFinite, number.magnitude <= 9_007_199_254_740_991 else {
      return false
    }
    if number == number.rounded() { return true }
    let difference = (number - number.rounded()).magnitude
    return difference < 1e-9 * max(1, number.magnitude) && difference / number.magnitude < 1e-9
  }

  /// Whether a value equals one of an enumeration once it is converted to its type, as Go's reflection does.
  func isConvertible(to allowed: Tree) -> Bool {
    switch (self, allowed) {
    case (.null, _), (_, .null): false
    case (.integer(let value), .number(let other)): Double(value) == other
    case (.number(let value), .integer(let other)): Int64(exactly: value.rounded(.towardZero)) == other
    default: equalsJSON(allowed)
    }
  }
}

extension StructuralSchema {
  /// The types a value may have; none is any.
  var validatedTypes: [String] { isIntOrString ? ["integer", "string"] : type.isEmpty ? [] : [type] }

  /// The format, unless the server does not know it for this type. Source: `StripUnsupportedFormatsPostProcess`.
  var validatedFormat: String {
    let types = validatedTypes
    switch types.count == 1 ? types[0] : "" {
    case "", "string": return ValueFormat.isKnown(values.format) ? values.format : ""
    case "integer": return ["int32", "int64"].contains(values.format) ? values.format : ""
    case "number": return ["float", "double"].contains(values.format) ? values.format : ""
    default: return ""
    }
  }
}
