/// Values in messages, printed as Go prints them.
enum GoText {
  /// `%q`: `strconv.Quote`.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0B}": result += "\\v"
      case _ where isPrint(scalar): result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x80: result += "\\x" + hex(scalar.value, 2)
      case _ where scalar.value < 0x1_0000: result += "\\u" + hex(scalar.value, 4)
      default: result += "\\U" + hex(scalar.value, 8)
      }
    }
    return result + "\""
  }

  /// `json.Marshal` of a string, which also escapes what HTML could misread.
  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}": result += "\\u" + hex(scalar.value, 4)
      case _ where scalar.value < 0x20: result += "\\u" + hex(scalar.value, 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func json(_ texts: [String]) -> String {
    "[" + texts.map { json($0) }.joined(separator: ",") + "]"
  }

  /// Labels as a Go map: no labels at all are a nil map.
  static func json(_ labels: Labels) -> String {
    if labels.isEmpty { return "null" }
    return "{" + labels.map { json($0.key) + ":" + json($0.value) }.joined(separator: ",") + "}"
  }

  static func json(_ value: IntOrString) -> String {
    switch value {
    case .int(let number): String(number)
    case .string(let text): json(text)
    }
  }

  static func json(_ selector: LabelSelector?) -> String {
    guard let selector else { return "null" }
    var members: [String] = []
    if !selector.matchLabels.isEmpty { members.append("\"matchLabels\":" + json(selector.matchLabels)) }
    if !selector.matchExpressions.isEmpty {
      let expressions = selector.matchExpressions.map { expression in
        "{\"key\":\(json(expression.key)),\"operator\":\(json(expression.operator))"
          + (expression.values.isEmpty ? "}" : ",\"values\":\(json(expression.values))}")
      }
      members.append("\"matchExpressions\":[" + expressions.joined(separator: ",") + "]")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
  private static func isPrint(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
