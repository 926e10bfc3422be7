internal import KubeClient

/// Holds what a request's headers may say. Source: RFC 9110, 5.1 and 5.5, and `ValidHeaderFieldName` and
/// `ValidHeaderFieldValue` of golang.org/x/net/http/httpguts.
enum HeaderCheck {
  /// The transport says where the body ends; two voices could make two requests of one (RFC 9112, 11.2).
  private static let framing: Set<String> = [
    "content-length", "transfer-encoding", "trailer", "te", "upgrade", "expect",
  ]

  static func check(_ headers: [HTTPHeader]) throws(TransportError) {
    for header in headers {
      guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenCharacter) else {
        throw TransportError(.invalidRequest, "a header's name is no token")
      }
      guard header.value.utf8.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
        throw TransportError(.invalidRequest, "the header \(header.name) holds a control character")
      }
      if framing.contains(header.name.lowercased()) {
        throw TransportError(.invalidRequest, "the header \(header.name) is the transport's to set")
      }
    }
  }

  /// As libcurl wants it: a header without a value ends in a semicolon, for `Name:` would take one away.
  static func line(_ header: HTTPHeader) -> String {
    header.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "\(header.name);" : "\(header.name): \(header.value)"
  }

  private static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
