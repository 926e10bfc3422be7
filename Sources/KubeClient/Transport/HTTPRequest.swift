/// One HTTP request as a value.
package struct HTTPRequest: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Which connections it may use. Kinds never share one, so that a bulk list cannot hold up a Lease renewal.
  package enum Pool: Hashable, Sendable {
    case list
    /// A connection of its own, closed at the end.
    case watch
    case write
    case lease
  }

  package var method: Method
  /// Absolute: `https://10.0.0.1:6443/api/v1/pods?watch=1`.
  package var url: String
  package var headers: [HTTPHeader] = []
  package var body: [UInt8]?
  package var pool: Pool
  package var tls = TLSSettings()
  package var proxy = ProxySettings()
  /// Whether the body may come compressed; a transport asks for it only where it pays.
  package var allowsCompression = true
  /// From the start to the last byte; `nil` for none.
  package var timeout: Duration?
  /// The longest time without a byte of the body; `nil` for none.
  package var idleTimeout: Duration?
  /// What may lie unread before the exchange ends with ``TransportError/Code/consumerTooSlow``.
  package var bufferLimit = 64 << 20

  package init(method: Method, url: String, pool: Pool) {
    self.method = method
    self.url = url
    self.pool = pool
  }
}

package struct HTTPHeader: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether this is the header of that name; case does not matter (RFC 9110, 5.1).
  package func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
  }
}

/// How a server is checked and what the client shows of itself. PEM texts, from memory: nothing is written to disk.
package struct TLSSettings: Hashable, Sendable {
  /// The only authorities that are trusted; `nil` for the system's.
  package var certificateAuthorities: [UInt8]?
  package var clientCertificate: [UInt8]?
  package var clientKey: [UInt8]?
  /// The name that the certificate must carry and that SNI asks for, where it is not the host of the URL.
  package var serverName: String?
  package var skipsVerification = false

  package init() {}
}

/// Which proxy a request goes through.
package struct ProxySettings: Hashable, Sendable {
  /// `http://host:port`, `https://…` or `socks5://…`; `nil` for none.
  package var url: String?
  /// `NO_PROXY`: hosts, domain suffixes, addresses and CIDRs that are reached directly, separated by commas.
  package var exceptions = ""

  package init() {}
}
