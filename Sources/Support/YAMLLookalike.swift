/// Texts that a YAML 1.1 or 1.2 reader takes for a number, a boolean, null, a date or a merge key.
enum YAMLLookalike {
  private static let words: Set<String> = [
    "", "~", "y", "n", "yes", "no", "on", "off", "true", "false", "null", "=", "<<", ".inf", ".nan", "+.inf", "-.inf",
  ]

  static func matches(_ text: String) -> Bool {
    if text.utf8.count <= 5, words.contains(text.lowercased()) { return true }
    guard let first = text.utf8.first, (0x30...0x39).contains(first) || [0x2B, 0x2D, 0x2E].contains(first) else {
      return false
    }
    let bytes = text.utf8.filter { $0 != UInt8(ascii: "_") }
    return isDate(bytes) || isBased(bytes) || isDecimal(bytes) || isSexagesimal(bytes)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

  private static func unsigned(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.first.map(isSign) == true ? bytes.dropFirst() : bytes[...]
  }

  /// `2026-11-21` and what begins so.
  private static func isDate(_ bytes: [UInt8]) -> Bool {
    bytes.count > 5 && bytes.prefix(4).allSatisfy(isDigit) && bytes[4] == UInt8(ascii: "-") && isDigit(bytes[5])
  }

  /// `0x1F`, `0o17`, `0b1`.
  private static func isBased(_ bytes: [UInt8]) -> Bool {
    let digits = unsigned(bytes)
    guard digits.count > 2, digits.first == UInt8(ascii: "0") else { return false }
    let letter = digits[digits.startIndex + 1] | 0x20
    guard [UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b")].contains(letter) else { return false }
    return digits.dropFirst(2).allSatisfy {
      isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20)
    }
  }

  /// Digits with at most one point and an exponent.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var rest = unsigned(bytes)
    let whole = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(whole)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard whole + fraction > 0 else { return false }
    guard let letter = rest.first else { return true }
    guard letter | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first.map(isSign) == true { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// `12:30:45`, in YAML 1.1 a number of base 60.
  private static func isSexagesimal(_ bytes: [UInt8]) -> Bool {
    let digits = unsigned(bytes)
    return digits.contains(UInt8(ascii: ":"))
      && digits.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
  }
}
