import KubeCore

/// Which proxy the environment asks for. Source: Go's `httpproxy.Config`, and the CIDRs of apimachinery's
/// `NewProxierWithNoProxyCIDR`.
package struct ProxyRules: Hashable, Sendable {
  private let secure: String?
  private let plain: String?
  private let exceptions: [String]

  package init(_ environment: ProcessEnvironment) {
    secure = environment.first(of: "HTTPS_PROXY", "https_proxy")
    plain = environment.first(of: "HTTP_PROXY", "http_proxy")
    exceptions = (environment.first(of: "NO_PROXY", "no_proxy") ?? "").split(separator: ",").map {
      String($0.filter { $0 != " " && $0 != "\t" }).lowercased()
    }
  }

  /// The proxy for one server, none where it is excepted. A proxy without a scheme is reached by `http`.
  package func settings(for server: ServerAddress) -> ProxySettings {
    var settings = ProxySettings()
    guard let url = server.isSecure ? secure : plain, !isExcepted(server) else { return settings }
    settings.url = url.contains("://") ? url : "http://" + url
    return settings
  }

  /// Hosts that are reached directly: loopback always, then what `NO_PROXY` names.
  func isExcepted(_ server: ServerAddress) -> Bool {
    let host = server.host.lowercased()
    let address = IPAddressParser.parse(host)
    if host == "localhost" || address.map(Self.isLoopback) == true { return true }
    return exceptions.contains { rule in matches(rule, host: host, port: server.port, isAddress: address != nil) }
  }

  private func matches(_ rule: String, host: String, port: Int, isAddress: Bool) -> Bool {
    if rule.isEmpty { return false }
    if rule == "*" { return true }
    if rule.contains("/") {
      return isAddress && AddressBlock(rule)?.contains(host) == true
    }
    var name = rule[...]
    // `host:port` and `[v6]:port`; an address alone may hold colons.
    if IPAddressParser.parse(rule) == nil {
      guard let (ruleHost, rulePort) = try? ServerAddress.hostAndPort(rule[...], defaultPort: port) else {
        return false
      }
      guard rulePort == port else { return false }
      name = rule.hasPrefix("[") ? ruleHost[...] : rule.prefix { $0 != ":" }
    }
    if let left = IPAddressParser.parse(String(name)), let right = IPAddressParser.parse(host) { return left == right }
    if isAddress { return false }
    if name.hasPrefix("*.") { name = name.dropFirst() }
    // `.example.org` means what lies below it, `example.org` the name as well.
    if name.hasPrefix(".") { return host.hasSuffix(name) }
    return host == name || host.hasSuffix("." + name)
  }

  private static func isLoopback(_ address: (family: IPFamily, bits: UInt128)) -> Bool {
    switch address.family {
    case .ipv4: address.bits >> 24 == 127
    case .ipv6: address.bits == 1 || address.bits >> 24 == 0xFFFF_7F
    }
  }
}
