/// `example.com`, `10.0.0.1:6443` or `[::1]:6443`. Source: RFC 3986, 3.2, without user information, zones and escapes.
struct HostAndPort: Hashable, Sendable {
  /// In lower case, without brackets.
  var host: String
  var port: UInt16?

  /// `nil` for what is no host with an optional port.
  init?(_ text: String) {
    var host = Substring(text)
    var portText: Substring?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      if !rest.isEmpty { portText = rest.dropFirst() }
      guard case .v6? = NetworkAddress(String(host)) else { return nil }
    } else {
      if let colon = text.firstIndex(of: ":") {
        host = text[..<colon]
        portText = text[text.index(after: colon)...]
      }
      guard !host.isEmpty, host.utf8.count <= 255, host.utf8.allSatisfy(Self.isAllowed) else { return nil }
    }
    self.host = host.lowercased()
    // An empty port is the scheme's (RFC 3986, 3.2.3).
    if let portText, !portText.isEmpty {
      guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(portText), number > 0 else {
        return nil
      }
      port = number
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// An IPv6 address in brackets.
  static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  static func joined(_ host: String, _ port: UInt16) -> String { "\(bracketed(host)):\(port)" }
}
