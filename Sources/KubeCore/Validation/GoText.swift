import Support

/// Values in messages, printed as Go's `json.Marshal` prints them.
package enum GoText {
  /// `json.Marshal` of a string, which also escapes what HTML could misread.
  package static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}": result += "\\u" + hexadecimal(scalar.value, digits: 4)
      case _ where scalar.value < 0x20: result += "\\u" + hexadecimal(scalar.value, digits: 4)
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
}
