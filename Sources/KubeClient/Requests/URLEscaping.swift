/// Percent-encoding as Go's `net/url` does it, so that requests read like client-go's in an audit log.
enum URLEscaping {
  /// One segment of a path. Source: `url.PathEscape`.
  static func pathSegment(_ text: String) -> String {
    escape(text) { isUnreserved($0) || [0x24, 0x26, 0x2B, 0x3A, 0x3D, 0x40].contains($0) }
  }

  /// A name or a value in a query; a space becomes `+`. Source: `url.QueryEscape`.
  static func query(_ text: String) -> String {
    escape(text) { isUnreserved($0) || $0 == 0x20 }.replacing(0x20, with: 0x2B)
  }

  private static func escape(_ text: String, keeps: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy({ keeps($0) }) { return text }
    var output: [UInt8] = []
    for byte in text.utf8 {
      if keeps(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 0xF)]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Letters, digits and `-_.~` (RFC 3986, 2.3).
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

extension String {
  fileprivate func replacing(_ byte: UInt8, with other: UInt8) -> String {
    utf8.contains(byte) ? String(decoding: utf8.map { $0 == byte ? other : $0 }, as: UTF8.self) : self
  }
}
