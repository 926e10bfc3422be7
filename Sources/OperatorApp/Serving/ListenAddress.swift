/// Where a server listens, as kubebuilder's flags say it: `host:port`, `:port` for all addresses, `0` for no server.
package struct ListenAddress: Hashable, Sendable {
  /// Numeric; empty for all addresses.
  package var host: String
  package var port: UInt16

  /// `nil` inside for `0`; throws for anything that is no address.
  package static func parse(_ text: String, flag: String) throws(OperatorFailure) -> ListenAddress? {
    if text == "0" || text.isEmpty { return nil }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw OperatorFailure("--\(flag) \(text): expected HOST:PORT, :PORT, or 0 for none")
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    if host == "localhost" { host = "127.0.0.1" }
    return ListenAddress(host: host, port: port)
  }

  package var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }

  /// What to try in turn: all addresses are both families' where the system has IPv6.
  package var candidates: [String] { host.isEmpty ? ["::", "0.0.0.0"] : [host] }
}

/// Why the operator does not start, in one sentence.
package struct OperatorFailure: Error, Hashable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
