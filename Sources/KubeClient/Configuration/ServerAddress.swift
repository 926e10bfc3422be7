/// Where an API server is.
package struct ServerAddress: Hashable, Sendable {
  package var isSecure: Bool
  /// A name or an address; an IPv6 address without its brackets.
  package var host: String
  /// 443 or 80 where the URL names none.
  package var port: Int
  /// What stands before `/api` and `/apis`, without a slash at its end: empty, or `/clusters/east` behind a gateway.
  package var prefix: String

  package init(isSecure: Bool = true, host: String, port: Int, prefix: String = "") {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.prefix = prefix
  }

  /// Why a text is no server address.
  package struct Invalid: Error, Hashable {
    package var reason: String
  }

  /// Reads `https://host:port/prefix`. Without a scheme it is `host` or `host:port`, reached by TLS where `defaultTLS`
  /// (client-go `DefaultServerURL`). A query and a fragment are dropped as client-go drops them.
  package init(_ text: String, defaultTLS: Bool = false) throws(Invalid) {
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw Invalid(reason: "a URL has no spaces or control characters")
    }
    var rest = text[...]
    var hasScheme = false
    isSecure = defaultTLS
    if let range = Self.schemeSeparator(in: text) {
      let scheme = text[..<range.lowerBound].lowercased()
      guard scheme == "https" || scheme == "http" else {
        throw Invalid(reason: "the scheme is '\(scheme)', expected 'https' or 'http'")
      }
      (isSecure, hasScheme) = (scheme == "https", true)
      rest = text[range.upperBound...]
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let authority = rest.prefix { $0 != "/" }
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path = path.dropLast() }
    guard hasScheme || path.isEmpty else { throw Invalid(reason: "expected a URL or host:port") }
    guard !authority.contains("@") else { throw Invalid(reason: "it may hold no user name and password") }
    prefix = String(path)
    (host, port) = try Self.hostAndPort(authority, defaultPort: isSecure ? 443 : 80)
  }

  private static func schemeSeparator(in text: String) -> Range<String.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix("://") { return index..<text.index(index, offsetBy: 3) }
      index = text.index(after: index)
    }
    return nil
  }

  static func hostAndPort(_ authority: Substring, defaultPort: Int) throws(Invalid) -> (String, Int) {
    var host = authority
    var digits: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw Invalid(reason: "expected ']' behind the address") }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let tail = authority[authority.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { throw Invalid(reason: "expected ':' and a port behind ']'") }
      digits = tail.isEmpty ? nil : tail.dropFirst()
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      digits = authority[authority.index(after: colon)...]
      if digits?.contains(":") == true { throw Invalid(reason: "an IPv6 address stands in brackets") }
    }
    guard !host.isEmpty else { throw Invalid(reason: "the host is missing") }
    guard let digits, !digits.isEmpty else { return (String(host), defaultPort) }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits), (1...65535).contains(port)
    else { throw Invalid(reason: "the port is '\(digits)', expected a number from 1 to 65535") }
    return (String(host), port)
  }

  /// `https://[fd00::1]:6443/prefix`; the port always.
  package var url: String { "\(isSecure ? "https" : "http")://\(authority)\(prefix)" }

  /// `10.0.0.1:6443`, the label `host` of metrics.
  package var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
