/// Where a server listens and what it allows.
package struct ServerConfiguration: Sendable {
  /// A numeric IPv4 or IPv6 address; names are not looked up.
  package var address = "127.0.0.1"
  /// 0 lets the system choose; ``HTTPServer/port`` says which.
  package var port: UInt16 = 0
  /// `nil` serves plain HTTP.
  package var tls: ServerTLS?
  /// Bytes of a request's body; more is answered with 413.
  package var bodyLimit = 3 << 20
  /// Bytes that may wait for a client that does not read its stream; beyond, the connection is closed.
  package var streamLimit = 16 << 20
  package var connectionLimit = 20_000
  /// Threads that move bytes; the handler runs elsewhere.
  package var threads = 2
  /// How long a connection may stand without a byte. Waiting for the handler or for more of a stream does not count.
  package var idleTimeoutSeconds = 120

  package init() {}
}

/// What a server shows of itself over TLS, minimum version 1.2. PEM texts, from memory.
package struct ServerTLS: Sendable {
  /// The server's own, followed by its intermediates.
  package var certificate: String
  package var key: String
  /// Asks clients for a certificate of these authorities; `nil` asks for none. One that is missing or not valid leaves
  /// ``ServerRequest/clientSubject`` empty: what that means is the handler's affair.
  package var clientAuthorities: String?

  package init(certificate: String, key: String, clientAuthorities: String? = nil) {
    self.certificate = certificate
    self.key = key
    self.clientAuthorities = clientAuthorities
  }
}

/// Why a server does not run, or a certificate cannot be made.
package enum ServerError: Error, Hashable, Sendable {
  /// With the system's error number.
  case cannotListen(address: String, port: UInt16, errno: Int32)
  /// libmicrohttpd refused; most often the key does not fit the certificate.
  case cannotStart
  case alreadyStarted
  case certificate(String)
}
