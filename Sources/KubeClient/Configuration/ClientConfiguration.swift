/// Everything that a client must know of its server and of itself: a value, without anything that reads or runs.
package struct ClientConfiguration: Hashable, Sendable {
  package var server: ServerAddress
  /// The only authorities that are trusted; `nil` for the system's. A file is read again every five minutes.
  package var certificateAuthority: PEMSource?
  /// The name that the server's certificate must carry, where it is not the host.
  package var tlsServerName: String?
  package var skipsVerification = false
  package var authentication = Authentication()
  package var impersonation: Impersonation?
  package var proxy = ProxySettings()
  package var userAgent: String
  /// Where requests go that name no namespace.
  package var namespace = "default"
  /// Whether answers may come compressed; client-go's `DisableCompression`.
  package var allowsCompression = true
  /// One sentence for each thing that its owner should know: TLS that is not verified, credentials that are not sent.
  package var warnings: [String] = []

  package init(server: ServerAddress, userAgent: String = UserAgent.text(version: "0.0.0")) {
    self.server = server
    self.userAgent = userAgent
  }
}
