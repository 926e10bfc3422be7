/// The text of a `!!binary` scalar. Source: Go's `base64.StdEncoding`, which passes over line breaks.
enum Base64 {
  /// Decodes `text`; bytes that are not UTF-8 become U+FFFD, as `encoding/json` writes them.
  static func text(_ text: UnsafeBufferPointer<UInt8>) throws(ScalarResolver.Failure) -> String {
    let symbols = text.filter { $0 != 0x0A && $0 != 0x0D }
    let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = symbols.dropLast(padding).compactMap(digit)
    guard symbols.count % 4 == 0, padding <= 2, digits.count + padding == symbols.count else {
      throw ScalarResolver.Failure(
        expected: "base64 behind the tag !!binary", found: Excerpt.quoted(String(decoding: text, as: UTF8.self)))
    }
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    for (index, digit) in digits.enumerated() {
      buffer = buffer << 6 | UInt32(digit)
      // The second to fourth digit of a group each complete a byte, with 4, 2 and no bits left over.
      if index % 4 != 0 { bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(6 - 2 * (index % 4)))) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ symbol: UInt8) -> UInt8? {
    switch symbol {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): symbol - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): symbol - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
