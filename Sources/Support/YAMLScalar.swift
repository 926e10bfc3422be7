/// How one text is written in YAML.
enum YAMLScalar {
  /// The text on one line: plain where nothing can take it for something else, otherwise in double quotes.
  static func inline(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// The text for a place inside of brackets or braces.
  static func flow(_ text: String) -> String {
    isPlain(text) && !text.utf8.contains(where: { flowIndicators.contains($0) }) ? text : quoted(text)
  }

  private static let flowIndicators = Array(",[]{}:?".utf8)

  /// The text as `|` with its lines from the current line on, `nil` where it has one line or could not be kept.
  static func literalBlock(_ text: String, indent: Int, step: Int) -> String? {
    guard text.utf8.contains(0x0A), text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || isPrintable($0) }),
      text.utf8.contains(where: { $0 != 0x0A && $0 != 0x20 && $0 != 0x09 }),
      let first = text.utf8.first
    else { return nil }
    let chomping = !text.utf8.hasLineBreakAtEnd ? "-" : text.utf8.dropLast().hasLineBreakAtEnd ? "+" : ""
    // Where the first line could be taken for indentation, the width is said.
    let width = first == 0x20 || first == 0x09 || first == 0x0A ? "\(step)" : ""
    let margin = String(repeating: " ", count: max(indent, step))
    var output = "|\(width)\(chomping)\n"
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if text.utf8.hasLineBreakAtEnd { lines.removeLast() }
    for line in lines { output += line.isEmpty ? "\n" : margin + String(line) + "\n" }
    return output
  }

  /// Whether YAML may show the character as it is. Source: YAML 1.1, `c-printable`, without breaks and marks.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      case "\r": output += "\\r"
      default:
        if isPrintable(scalar) { output.unicodeScalars.append(scalar) } else { output += escape(scalar.value) }
      }
    }
    return output + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value <= 0xFF ? 2 : value <= 0xFFFF ? 4 : 8
    let letter = value <= 0xFF ? "\\x" : value <= 0xFFFF ? "\\u" : "\\U"
    return letter + String(repeating: "0", count: width - digits.utf8.count) + digits
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, last != 0x20, last != UInt8(ascii: ":"),
      canStart(first, text), text.unicodeScalars.allSatisfy(isPrintable), !YAMLLookalike.matches(text)
    else { return false }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x20, previous == UInt8(ascii: ":") { return false }
      if byte == UInt8(ascii: "#"), previous == 0x20 { return false }
      previous = byte
    }
    return true
  }

  private static func canStart(_ first: UInt8, _ text: String) -> Bool {
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x80...0xFF,
      UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "+"):
      return true
    case UInt8(ascii: "."):
      return !text.hasPrefix("...")
    case UInt8(ascii: "-"):
      let second = text.utf8.dropFirst().first
      return second != nil && second != 0x20 && !text.hasPrefix("---")
    default: return false
    }
  }
}

extension BidirectionalCollection<UInt8> {
  fileprivate var hasLineBreakAtEnd: Bool { last == 0x0A }
}
