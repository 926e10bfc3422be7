/// `text` in double quotes as Go's `strconv.Quote` and `%q` write it.
package func goQuoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\u{07}": quoted += "\\a"
    case "\u{08}": quoted += "\\b"
    case "\u{0C}": quoted += "\\f"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case "\u{0B}": quoted += "\\v"
    default:
      if isPrintable(scalar) {
        quoted.unicodeScalars.append(scalar)
      } else if scalar.value < 0x20 || scalar.value == 0x7F {
        quoted += "\\x" + hexadecimal(scalar.value, digits: 2)
      } else {
        quoted += scalar.value < 0x10000 ? "\\u" : "\\U"
        quoted += hexadecimal(scalar.value, digits: scalar.value < 0x10000 ? 4 : 8)
      }
    }
  }
  return quoted + "\""
}

/// Letters, marks, numbers, punctuation, symbols and the ASCII space. Source: Go's `strconv.IsPrint`.
private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  case .spaceSeparator: scalar == " "
  default: true
  }
}

/// `value` in hexadecimal, filled with zeros from the left.
package func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
