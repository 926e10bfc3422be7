/// `NO_PROXY`: what is reached without the proxy.
///
/// Source: golang.org/x/net/http/httpproxy, `config.init` and `useProxy`. libcurl's own reading differs (ports are not
/// looked at, and before 7.86 neither are CIDRs), so it is never asked. Go also leaves out `localhost` and loopback
/// addresses, but only where the proxy comes from the environment; here such exceptions are written into the text.
package struct ProxyExceptions: Hashable, Sendable {
  private struct Domain: Hashable {
    /// With a leading dot.
    var suffix: String
    var includesItself: Bool
    var port: UInt16?
  }

  private struct Address: Hashable {
    var address: NetworkAddress
    var port: UInt16?
  }

  private var everything = false
  private var ranges: [NetworkRange] = []
  private var addresses: [Address] = []
  private var domains: [Domain] = []

  /// Entries that make no sense are passed over, as Go does.
  package init(_ text: String) {
    for part in text.split(separator: ",") {
      let entry = part.lowercased().trimmed
      if entry == "*" { everything = true } else if !entry.isEmpty { add(entry) }
    }
  }

  private mutating func add(_ entry: String) {
    if let range = NetworkRange(entry) {
      ranges.append(range)
    } else if let address = NetworkAddress(entry) {
      addresses.append(Address(address: address))
    } else if let (host, port) = Self.split(entry) {
      if let address = NetworkAddress(host) {
        addresses.append(Address(address: address, port: port))
      } else {
        let name = host.hasPrefix("*.") ? String(host.dropFirst()) : host
        let isSuffix = name.hasPrefix(".")
        domains.append(Domain(suffix: isSuffix ? name : "." + name, includesItself: !isSuffix, port: port))
      }
    }
  }

  /// `.example.com:443`, `[::1]:443`; `nil` without a host, or with a port that is none.
  private static func split(_ entry: String) -> (host: String, port: UInt16?)? {
    if entry.hasPrefix("[") {
      guard let place = HostAndPort(entry) else { return nil }
      return (place.host, place.port)
    }
    guard let colon = entry.firstIndex(of: ":") else { return (entry, nil) }
    guard colon != entry.startIndex, let port = UInt16(entry[entry.index(after: colon)...]) else { return nil }
    return (String(entry[..<colon]), port)
  }

  /// Whether the host is reached directly. `host` is in lower case and without brackets.
  package func contains(host: String, port: UInt16) -> Bool {
    if everything { return true }
    guard let address = NetworkAddress(host) else {
      return domains.contains { domain in
        let matches = host.hasSuffix(domain.suffix) || domain.includesItself && "." + host == domain.suffix
        return matches && (domain.port ?? port) == port
      }
    }
    return ranges.contains { $0.contains(address) }
      || addresses.contains { $0.address == address && ($0.port ?? port) == port }
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  fileprivate var trimmed: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    return String(Substring(drop(while: isBlank).reversed().drop(while: isBlank).reversed()))
  }
}
