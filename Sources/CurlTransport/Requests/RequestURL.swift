package import KubeClient

/// The parts of a request's URL that decide where it goes. libcurl reads the same text again, so anything that two
/// readers could take differently is refused: credentials, white space, other than ASCII, a backslash, a zone.
package struct RequestURL: Hashable, Sendable {
  package var isEncrypted: Bool
  /// In lower case, without the brackets of an IPv6 address.
  package var host: String
  package var port: UInt16
  /// `host:port` as it is written.
  package var authority: String
  /// From the first slash or question mark on; may be empty.
  package var pathAndQuery: String

  package init(_ text: String) throws(TransportError) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw Self.refusal("a character that must be escaped")
    }
    let lower = text.lowercased()
    let scheme = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    if scheme == 0 { throw Self.refusal("a scheme other than http and https") }
    isEncrypted = scheme == 8
    let rest = text.utf8.dropFirst(scheme)
    let end = rest.firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
    let authority = String(Substring(rest[..<(end ?? rest.endIndex)]))
    guard let place = HostAndPort(authority) else { throw Self.refusal("a host or port that is none") }
    self.authority = authority
    host = place.host
    port = place.port ?? (isEncrypted ? 443 : 80)
    pathAndQuery = String(Substring(rest[(end ?? rest.endIndex)...]))
  }

  /// Without the path: what may stand in messages and logs.
  package var place: String { HostAndPort.joined(host, port) }

  /// Whether the bytes stay on this machine.
  package var isLoopback: Bool {
    if let address = NetworkAddress(host) { return address.isLoopback }
    return host == "localhost" || host.hasSuffix(".localhost")
  }

  private static func refusal(_ what: String) -> TransportError {
    TransportError(.invalidRequest, "the URL has \(what)")
  }
}
