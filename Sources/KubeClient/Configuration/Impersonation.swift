/// Who a request is made as: headers that an API server takes from whoever may `impersonate`.
package struct Impersonation: Hashable, Sendable {
  package var user: String
  package var uid = ""
  package var groups: [String] = []
  /// Sorted by key when sent.
  package var extra: [String: [String]] = [:]

  package init(user: String) { self.user = user }

  /// Source: `impersonatingRoundTripper` of client-go `transport/round_trippers.go`.
  package var headers: [HTTPHeader] {
    var headers = [HTTPHeader("Impersonate-User", user)]
    if !uid.isEmpty { headers.append(HTTPHeader("Impersonate-Uid", uid)) }
    headers += groups.map { HTTPHeader("Impersonate-Group", $0) }
    for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
      headers += values.map { HTTPHeader("Impersonate-Extra-" + Self.escapedKey(key), $0) }
    }
    return headers
  }

  /// A header name from any text: what RFC 9110 does not allow in one, and `%`, is percent-encoded
  /// (`headerKeyEscape`).
  private static func escapedKey(_ key: String) -> String {
    var name = ""
    for byte in key.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x21, 0x23, 0x24, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60,
        0x7C, 0x7E:
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        name += "%" + (hex.utf8.count < 2 ? "0" : "") + hex
      }
    }
    return name
  }
}
