extension JSONReader {
  struct StringScan {
    var hasEscapes = false
    var hasNonASCII = false
  }

  /// Takes an opening quote, or says what was expected.
  @inline(__always)
  mutating func requireQuote(_ expected: String) throws(WireError) {
    guard peek() == UInt8(ascii: "\"") else { throw unexpected(expected) }
    position += 1
  }

  /// Reads a string whose opening quote is taken.
  mutating func stringBody(isShared: Bool = true) throws(WireError) -> String {
    let start = position
    let scan = try scanString()
    let range = start..<position - 1
    if scan.hasEscapes { return try unescaped(range) }
    let utf8 = UnsafeBufferPointer(rebasing: bytes[range])
    guard let text = isShared ? interner.string(utf8) : String(utf8: utf8) else {
      throw invalidUTF8(range)
    }
    return text
  }

  /// Moves behind the closing quote, eight bytes at a time where they are plain ASCII.
  mutating func scanString() throws(WireError) -> StringScan {
    var scan = StringScan()
    let raw = UnsafeRawBufferPointer(bytes)
    while true {
      while position + 8 <= bytes.count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let special = Self.specialBytes(word)
        guard special == 0 else {
          position += special.trailingZeroBitCount / 8
          break
        }
        position += 8
      }
      guard position < bytes.count else {
        throw WireError(expected: "'\"'", found: "the end of the input", offset: position)
      }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return scan
      case UInt8(ascii: "\\"):
        scan.hasEscapes = true
        position = min(position + 2, bytes.count)
      case 0..<0x20: throw unexpected("a character without an unescaped control code")
      case 0x80...0xFF:
        scan.hasNonASCII = true
        position += 1
      default: position += 1
      }
    }
  }

  /// The high bit of each of the eight bytes that is a quote, a backslash, a control code or not ASCII. The lowest one
  /// that is set is exact; a borrow may set others above it.
  @inline(__always)
  private static func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    return high
      & (word | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word))
  }

  func requireUTF8(_ range: Range<Int>) throws(WireError) {
    guard String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) != nil else {
      throw invalidUTF8(range)
    }
  }

  private func invalidUTF8(_ range: Range<Int>) -> WireError {
    var decoder = UTF8()
    var iterator = bytes[range].makeIterator()
    var consumed = range.lowerBound
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { consumed += UTF8.width(scalar) }
    return WireError(expected: "UTF-8", found: "bytes that are not UTF-8", offset: consumed)
  }

  /// The text of a string with escapes.
  func unescaped(_ range: Range<Int>) throws(WireError) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let start = index
      index += 1
      guard index < range.upperBound else { throw badEscape(start) }
      if bytes[index] == UInt8(ascii: "u") {
        let scalar = try escapedScalar(&index, in: range, start: start)
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
      } else {
        guard let plain = Self.plainEscape(bytes[index]) else { throw badEscape(start) }
        text.append(plain)
        index += 1
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw invalidUTF8(range) }
    return string
  }

  private static func plainEscape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// Reads `uXXXX`, and the second half of a surrogate pair.
  private func escapedScalar(
    _ index: inout Int, in range: Range<Int>, start: Int
  ) throws(WireError) -> Unicode.Scalar {
    guard let first = hexadecimal(at: index + 1, in: range) else { throw badEscape(start) }
    index += 5
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < range.upperBound, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(at: index + 2, in: range),
      (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else {
      throw WireError(expected: "a surrogate pair", found: "a lone surrogate", offset: start)
    }
    index += 6
    return scalar
  }

  private func hexadecimal(at index: Int, in range: Range<Int>) -> UInt32? {
    guard index + 4 <= range.upperBound else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70: value = value << 4 | UInt32(byte - 55)
      case 97...102: value = value << 4 | UInt32(byte - 87)
      default: return nil
      }
    }
    return value
  }

  private func badEscape(_ start: Int) -> WireError {
    WireError(expected: "an escape of JSON", found: "another character behind '\\'", offset: start)
  }

  // MARK: Errors

  /// The error that something else stands where `expected` should.
  func unexpected(_ expected: String) -> WireError {
    WireError(expected: expected, found: foundHere(), offset: position)
  }

  private func foundHere() -> String {
    guard position < bytes.count else { return "the end of the input" }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      var ahead = self
      ahead.position += 1
      guard let text = try? ahead.stringBody() else { return "a string" }
      return "a string (\(WireError.quoted(text)))"
    case UInt8(ascii: "{"): return "an object"
    case UInt8(ascii: "["): return "a list"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return "a boolean"
    case UInt8(ascii: "n"): return "null"
    case UInt8(ascii: "-"), 48...57:
      var ahead = self
      guard (try? ahead.skipNumber()) != nil else { return "a number" }
      return "the number \(String(decoding: bytes[position..<ahead.position].prefix(40), as: UTF8.self))"
    case 0x21...0x7E: return "'\(Character(Unicode.Scalar(bytes[position])))'"
    default: return "the byte 0x\(String(bytes[position], radix: 16))"
    }
  }
}

extension WireError {
  /// A text in quotes, cut where it is long.
  package static func quoted(_ text: String) -> String {
    text.count > 40 ? "\"\(text.prefix(40))…\"" : "\"\(text)\""
  }
}
