/// The path and the query of a request line, decoded.
package struct RequestTarget: Hashable, Sendable {
  package var path: String
  package var query: [QueryItem]

  /// `nil` where the target is neither a path nor an absolute URL, or has a broken escape in its path.
  ///
  /// A pair of the query with a broken escape is passed over, as Go's `url.ParseQuery` does.
  package init?(_ text: String) {
    var target = Substring(text)
    if !target.hasPrefix("/") {
      // RFC 9112, 3.2.2: a server accepts the absolute form too.
      guard let scheme = target.firstRange(of: "://") else { return nil }
      target = target[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
    }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let path = Self.decoded(first, plusIsSpace: false) else { return nil }
    self.path = path.isEmpty ? "/" : path
    query = parts.count == 2 ? Self.items(parts[1]) : []
  }

  private static func items(_ text: Substring) -> [QueryItem] {
    text.split(separator: "&").compactMap { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0], plusIsSpace: true),
        let value = decoded(sides.count == 2 ? sides[1] : "", plusIsSpace: true)
      else { return nil }
      return QueryItem(name, value)
    }
  }

  private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
