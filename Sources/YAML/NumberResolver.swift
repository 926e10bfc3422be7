/// Numbers as go-yaml v2 reads them: `strconv.ParseInt(text, 0, 64)`, `ParseUint`, then its own pattern for floats.
enum NumberResolver {
  private static let underscore = UInt8(ascii: "_")

  /// Resolves a text that begins with a digit, a sign or a dot.
  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> ScalarResolver.Resolved {
    if text[0] == UInt8(ascii: ".") {
      if text.count == 4, let special = special(text) { return special }
      return float(Array(text)) ?? .string
    }
    if text.count == 5, let special = special(text) { return special }
    if let value = decimal(text) { return .integer(value) }
    // No number is as long as this; texts that are (digests, versions) need no copy.
    guard text.count <= 512, mayBeNumber(text) else { return .string }
    let plain = text.filter { $0 != underscore }
    return integer(plain) ?? float(plain) ?? .string
  }

  /// Digits without leading zero, the common case.
  private static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard text.count <= 18, text[0] != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var value: Int64 = 0
    for byte in text {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value &* 10 &+ Int64(byte &- 0x30)
    }
    return value
  }

  private static func mayBeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), underscore,
        UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"),
        UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"):
        true
      default: false
      }
    }
  }

  private static func special(_ text: UnsafeBufferPointer<UInt8>) -> ScalarResolver.Resolved? {
    switch String(decoding: text, as: UTF8.self) {
    case ".nan", ".NaN", ".NAN": .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": .float(-.infinity)
    default: nil
    }
  }

  /// `strconv.ParseInt` and `ParseUint` with base 0: `0x`, `0o`, `0b` and a bare leading `0` name a base.
  private static func integer(_ text: [UInt8]) -> ScalarResolver.Resolved? {
    guard let first = text.first else { return nil }
    let isSigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    let isNegative = first == UInt8(ascii: "-")
    var digits = isSigned ? text.dropFirst() : text[...]
    var base: UInt64 = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      switch digits[digits.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): base = 16
      case UInt8(ascii: "o"): base = 8
      case UInt8(ascii: "b"): base = 2
      default: base = 0
      }
      digits = digits.dropFirst(base == 0 ? 1 : 2)
      if base == 0 { base = 8 }
    }
    guard let magnitude = magnitude(digits, base: base) else { return nil }
    if let value = Int64(exactly: magnitude) { return .integer(isNegative ? -value : value) }
    if isNegative { return magnitude == Int64.min.magnitude ? .integer(.min) : nil }
    return isSigned ? nil : .unsigned(magnitude)
  }

  private static func magnitude(_ digits: ArraySlice<UInt8>, base: UInt64) -> UInt64? {
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      guard UInt64(digit) < base else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`; a value beyond Double's range is none.
  private static func float(_ text: [UInt8]) -> ScalarResolver.Resolved? {
    var position = 0
    func at(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    func skipDigits() -> Int {
      let start = position
      while (0x30...0x39).contains(at(position)) { position += 1 }
      return position - start
    }
    func skipSign() {
      if at(position) == UInt8(ascii: "+") || at(position) == UInt8(ascii: "-") { position += 1 }
    }
    skipSign()
    let whole = skipDigits()
    if at(position) == UInt8(ascii: ".") {
      position += 1
      if skipDigits() == 0, whole == 0 { return nil }
    } else if whole == 0 {
      return nil
    }
    if at(position) | 0x20 == UInt8(ascii: "e") {
      position += 1
      skipSign()
      if skipDigits() == 0 { return nil }
    }
    guard position == text.count, let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return .float(value)
  }
}
