package import KubeClient

/// The proxy that one request goes through.
///
/// Ports that are left out are Go's, not libcurl's: 80, 443 and 1080 (`canonicalAddr` in golang.org/x/net's
/// httpproxy). As in Go a SOCKS5 proxy looks the name up itself.
package struct ProxyRoute: Hashable, Sendable {
  /// Scheme, host and port, without credentials: what libcurl gets and what may stand in messages.
  package var url: String
  package var place: String
  package var isEncrypted: Bool
  package var user: String?
  package var password: String?

  /// `nil` where the request goes to the server directly.
  init?(_ settings: ProxySettings, to target: RequestURL) throws(TransportError) {
    guard let text = settings.url, !text.isEmpty else { return nil }
    if ProxyExceptions(settings.exceptions).contains(host: target.host, port: target.port) { return nil }
    try self.init(url: text)
  }

  package init(url text: String) throws(TransportError) {
    // `proxy.example.com:3128` is taken for http, as `parseProxy` does.
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
    guard let kind = Self.kinds[scheme] else { throw Self.refusal("a scheme other than http, https and socks5") }
    let rest = (parts.last ?? "").prefix { !["/", "?", "#"].contains($0) }
    let sign = rest.lastIndex(of: "@")
    let placeText = sign.map { rest[rest.index(after: $0)...] } ?? rest
    guard let place = HostAndPort(String(placeText)) else { throw Self.refusal("a host or port that is none") }
    self.place = HostAndPort.joined(place.host, place.port ?? kind.port)
    url = "\(kind.scheme)://\(self.place)"
    isEncrypted = scheme == "https"
    guard let sign else { return }
    let credentials = rest[..<sign].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    user = try Self.unescaped(credentials.first ?? "")
    password = credentials.count == 2 ? try Self.unescaped(credentials[1]) : ""
  }

  private static let kinds: [String: (scheme: String, port: UInt16)] = [
    "http": ("http", 80), "https": ("https", 443), "socks5": ("socks5h", 1080), "socks5h": ("socks5h", 1080),
  ]

  /// Percent escapes undone (RFC 3986, 2.1).
  private static func unescaped(_ text: Substring) throws(TransportError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "%") {
        bytes.append(byte)
        continue
      }
      let digits = String(Substring(rest.prefix(2)))
      guard digits.utf8.count == 2, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
        let value = UInt8(digits, radix: 16)
      else { throw refusal("credentials with a broken escape") }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw refusal("credentials with a control character") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func refusal(_ what: String) -> TransportError {
    TransportError(.invalidRequest, "the proxy's URL has \(what)")
  }
}
