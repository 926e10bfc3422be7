extension JSONReader {
  // MARK: Structure

  /// The byte that the reader stands at, 0 at the end.
  @inline(__always)
  func peek() -> UInt8 { position < bytes.count ? bytes[position] : 0 }

  @inline(__always)
  func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  /// Passes over white space.
  @inline(__always)
  package mutating func whitespace() {
    guard position < bytes.count, bytes[position] <= 0x20 else { return }
    longWhitespace()
  }

  private mutating func longWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// Whether nothing but white space is left.
  package mutating func isAtEnd() -> Bool {
    whitespace()
    return position == bytes.count
  }

  /// Takes an opening bracket. False when the closing one follows at once, which is taken too.
  @inline(__always)
  mutating func enter(_ open: Unicode.Scalar, _ expected: String) throws(WireError) -> Bool {
    guard peek() == UInt8(ascii: open) else { throw unexpected(expected) }
    depth += 1
    guard depth <= Self.maxDepth else {
      throw WireError(expected: "at most \(Self.maxDepth) levels", found: "a deeper one", offset: position)
    }
    position += 1
    whitespace()
    if peek() == (open == "{" ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      position += 1
      depth -= 1
      whitespace()
      return false
    }
    return true
  }

  /// Takes a comma (true) or the closing bracket (false) behind a value.
  @inline(__always)
  mutating func next(_ close: Unicode.Scalar) throws(WireError) -> Bool {
    whitespace()
    let byte = peek()
    if byte == UInt8(ascii: ",") {
      position += 1
      whitespace()
      return true
    }
    guard byte == UInt8(ascii: close) else { throw unexpected("',' or '\(close)'") }
    position += 1
    depth -= 1
    whitespace()
    return false
  }

  @inline(__always)
  mutating func colon() throws(WireError) {
    whitespace()
    guard peek() == UInt8(ascii: ":") else { throw unexpected("':'") }
    position += 1
    whitespace()
  }

  mutating func literal(_ text: StaticString) throws(WireError) {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw unexpected(text.description) }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
      throw unexpected(text.description)
    }
    position += count
  }

  /// A member's name: where it stands, and its text where that has escapes.
  struct MemberName {
    var range: Range<Int>
    var text: String?
  }

  /// Reads a member's name and its colon.
  @inline(__always)
  mutating func name() throws(WireError) -> MemberName {
    try requireQuote("a name in quotes")
    let start = position
    let scan = try scanString()
    var name = MemberName(range: start..<position - 1)
    if scan.hasEscapes {
      name.text = try unescaped(name.range)
    } else if scan.hasNonASCII {
      try requireUTF8(name.range)
    }
    try colon()
    return name
  }

  /// Reads a member's name and its colon; the field it names, `nil` where that one is not wanted.
  mutating func name(among fields: [WireField]) throws(WireError) -> WireField? { field(try name(), among: fields) }

  @inline(__always)
  func field(_ wanted: MemberName, among fields: [WireField]) -> WireField? {
    if let text = wanted.text { return fields.first { $0.isNamed(text) } }
    let start = wanted.range.lowerBound
    let count = wanted.range.count
    let head = head(start, count)
    return fields.withUnsafeBufferPointer { fields in
      for field in fields where field.head == head && field.count == count {
        if count <= 8 || isSame(start, field) { return field }
      }
      return nil
    }
  }

  /// The first eight of `count` bytes, the first one lowest; zeros behind fewer.
  @inline(__always)
  private func head(_ start: Int, _ count: Int) -> UInt64 {
    guard start + 8 <= bytes.count else {
      return bytes[start..<start + min(count, 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let word = UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: UInt64.self))
    return count >= 8 ? word : word & ((1 << UInt64(8 * count)) - 1)
  }

  private func isSame(_ start: Int, _ field: WireField) -> Bool {
    for index in 8..<field.count where bytes[start + index] != field.name.utf8Start[index] { return false }
    return true
  }

  // MARK: Numbers

  mutating func integer<Value: FixedWidthInteger & SignedInteger>(_ type: Value.Type) throws(WireError) -> Value {
    let start = position
    guard isDigit(peek()) || peek() == UInt8(ascii: "-") else { throw unexpected("an integer") }
    try skipNumber()
    let text = bytes[start..<position]
    let isNegative = text.first == UInt8(ascii: "-")
    var value: Value = 0
    for byte in isNegative ? text.dropFirst() : text {
      guard isDigit(byte) else { throw wrongInteger(start) }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Value(byte - 48)
      let (sum, second) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !overflow, !second else { throw wrongInteger(start) }
      value = sum
    }
    return value
  }

  private func wrongInteger(_ start: Int) -> WireError {
    WireError(
      expected: "an integer",
      found: "the number \(String(decoding: bytes[start..<position].prefix(40), as: UTF8.self))",
      offset: start)
  }

  /// Passes over a number of RFC 8259's grammar.
  mutating func skipNumber() throws(WireError) {
    if peek() == UInt8(ascii: "-") { position += 1 }
    switch peek() {
    case UInt8(ascii: "0"): position += 1
    case UInt8(ascii: "1")...UInt8(ascii: "9"): try digits()
    default: throw unexpected("a value")
    }
    if peek() == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
  }

  private mutating func digits() throws(WireError) {
    guard isDigit(peek()) else { throw unexpected("a digit") }
    while isDigit(peek()) { position += 1 }
  }

  // MARK: Values that are not wanted

  package mutating func skip() throws(WireError) {
    switch peek() {
    case UInt8(ascii: "\""): try skipString("a string")
    case UInt8(ascii: "{"):
      guard try enter("{", "an object") else { return }
      repeat {
        try skipString("a name in quotes")
        try colon()
        try skip()
      } while try next("}")
    case UInt8(ascii: "["):
      guard try enter("[", "a list") else { return }
      repeat { try skip() } while try next("]")
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: try skipNumber()
    }
  }

  /// Passes over a string, which is checked all the same.
  @inline(__always)
  mutating func skipString(_ expected: String) throws(WireError) {
    try requireQuote(expected)
    let start = position
    let scan = try scanString()
    if scan.hasEscapes {
      _ = try unescaped(start..<position - 1)
    } else if scan.hasNonASCII {
      try requireUTF8(start..<position - 1)
    }
  }
}
