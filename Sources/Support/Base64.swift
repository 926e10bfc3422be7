/// Base64 with padding (RFC 4648, 4).
package enum Base64 {
  /// The bytes of a text, `nil` for anything else. Line breaks are passed over and bits left over are not checked, as
  /// in Go's `base64.StdEncoding`.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let symbols = text.filter { $0 != 0x0A && $0 != 0x0D }
    let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = symbols.dropLast(padding).compactMap(digit)
    guard symbols.count % 4 == 0, padding <= 2, digits.count + padding == symbols.count else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var buffer: UInt32 = 0
    for (index, digit) in digits.enumerated() {
      buffer = buffer << 6 | UInt32(digit)
      // The second to fourth digit of a group each complete a byte, with 4, 2 and no bits left over.
      if index % 4 != 0 { bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(6 - 2 * (index % 4)))) }
    }
    return bytes
  }

  package static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<Swift.min(start + 3, bytes.count)]
      var buffer: UInt32 = 0
      for byte in group { buffer = buffer << 8 | UInt32(byte) }
      buffer <<= UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        output.append(
          index <= group.count ? symbol(UInt8(buffer >> UInt32(18 - 6 * index) & 0x3F)) : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func symbol(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
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
