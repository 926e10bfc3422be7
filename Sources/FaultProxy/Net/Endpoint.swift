/// An IPv4 address and a port.
package struct Endpoint: Hashable, Sendable {
  /// In dotted form.
  package var host: String
  package var port: UInt16

  package init(host: String = "127.0.0.1", port: UInt16) {
    self.host = host
    self.port = port
  }
}

/// A call of the system that failed, with its `errno`.
package struct SocketError: Error, Hashable, Sendable {
  package var call: String
  package var number: Int32
}
