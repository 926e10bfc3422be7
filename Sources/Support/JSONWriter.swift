/// Writes a ``Tree`` as JSON, the same bytes for the same tree.
package struct JSONWriter: Sendable {
  /// Two spaces a level and one member a line; otherwise no blanks at all.
  package var isPretty: Bool

  package init(isPretty: Bool = false) {
    self.isPretty = isPretty
  }

  /// The text, without a line break at its end.
  package func text(_ tree: Tree) -> String { String(decoding: bytes(tree), as: UTF8.self) }

  /// The text in UTF-8, without a line break at its end.
  package func bytes(_ tree: Tree) -> [UInt8] {
    var output: [UInt8] = []
    write(tree, indent: 0, to: &output)
    return output
  }

  /// A string literal with its quotes. Source: RFC 8259, section 7: quotes, backslashes and control characters.
  package static func quoted(_ text: String) -> String {
    var output: [UInt8] = []
    write(text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// A number as Swift writes it, the shortest that reads back the same: `0.1`, `5.0`, `1e+16`; `null` where JSON has
  /// none.
  package static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }

  private func write(_ tree: Tree, indent: Int, to output: inout [UInt8]) {
    switch tree {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .integer(let value): output += String(value).utf8
    case .number(let value): output += Self.number(value).utf8
    case .string(let text): Self.write(text, to: &output)
    case .array(let elements):
      write("[", "]", count: elements.count, indent: indent, to: &output) { index, output in
        write(elements[index], indent: indent + 1, to: &output)
      }
    case .object(let members):
      write("{", "}", count: members.count, indent: indent, to: &output) { index, output in
        Self.write(members[index].name, to: &output)
        output += (isPretty ? ": " : ":").utf8
        write(members[index].value, indent: indent + 1, to: &output)
      }
    }
  }

  private func write(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, count: Int, indent: Int, to output: inout [UInt8],
    element: (Int, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: opening))
    for index in 0..<count {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if isPretty { Self.breakLine(indent + 1, &output) }
      element(index, &output)
    }
    if isPretty, count > 0 { Self.breakLine(indent, &output) }
    output.append(UInt8(ascii: closing))
  }

  private static func breakLine(_ indent: Int, _ output: inout [UInt8]) {
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: 2 * indent))
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case 0x0A: output += "\\n".utf8
      case 0x0D: output += "\\r".utf8
      case 0x09: output += "\\t".utf8
      case 0x08: output += "\\b".utf8
      case 0x0C: output += "\\f".utf8
      case 0..<0x20: output += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
