package import HTTPServer
internal import Support

/// An API server in this process, for tests and for trying the product without a cluster. No production binary links it.
package final class DevAPIServer: Sendable {
  private struct State {
    var server: HTTPServer?
    var bookmarks: Task<Void, Never>?
    var authority: CertificateAuthority?
  }

  package let configuration: DevAPIServerConfiguration
  let api: APIServer
  private let state = Lock(State())

  package init(_ configuration: DevAPIServerConfiguration = DevAPIServerConfiguration()) {
    self.configuration = configuration
    api = APIServer(configuration)
  }

  /// Listens and answers from now on; the port. After ``stop(gracefully:)`` it can be started again with what it holds,
  /// on the port that it is given here.
  @discardableResult
  package func start(port: UInt16? = nil) async throws(ServerError) -> UInt16 {
    var http = ServerConfiguration()
    http.address = configuration.address
    http.port = port ?? configuration.port
    http.streamLimit = configuration.watchBufferLimit
    if configuration.usesTLS { http.tls = try tls() }
    let server = try HTTPServer(configuration: http) { [api] request in await api.handle(request) }
    try server.start()
    let bookmarks = Task { [api, configuration] in
      while !Task.isCancelled {
        do { try await configuration.time.sleep(for: configuration.bookmarkInterval) } catch { return }
        api.store.sendBookmarks()
      }
    }
    state.withLock { state in
      state.server = server
      state.bookmarks = bookmarks
    }
    return server.port
  }

  /// Gracefully, watches end well and requests that have begun are answered; otherwise connections break.
  package func stop(gracefully: Bool = true) async {
    let (server, bookmarks) = state.withLock { state in
      defer { (state.server, state.bookmarks) = (nil, nil) }
      return (state.server, state.bookmarks)
    }
    bookmarks?.cancel()
    if gracefully { api.store.endWatches() }
    await server?.stop(gracefully: gracefully)
  }

  /// Answers a request without a connection: by its bearer token, as over the network.
  package func handle(_ request: ServerRequest) async -> ServerResponse { await api.handle(request) }

  /// Breaks every connection, and goes on listening.
  package func breakConnections() { state.withLock { $0.server }?.abortAll() }

  /// Requests that are being answered, idle watches among them.
  package var activeRequestCount: Int { state.withLock { $0.server }?.exchangeCount ?? 0 }
  package var port: UInt16 { state.withLock { $0.server }?.port ?? 0 }
  /// `https://127.0.0.1:40123`
  package var url: String { "\(configuration.usesTLS ? "https" : "http")://\(configuration.address):\(port)" }
  /// The authority that clients are to trust, as PEM; empty without TLS.
  package var certificateAuthority: String { state.withLock { $0.authority?.certificate ?? "" } }
  /// Everything that is stored: for tests and benchmarks, past the API.
  package var store: Store { api.store }
  package var audit: AuditLog { api.audit }

  /// A kubeconfig for whoever has that token.
  package func kubeconfig(token: String = "admin-token") -> String {
    let authority = certificateAuthority
    let cluster: Tree = .members(
      ("server", .string(url)),
      ("certificate-authority-data", authority.isEmpty ? nil : .string(Base64URL.padded(Array(authority.utf8)))))
    return YAMLWriter().text([
      "apiVersion": "v1", "kind": "Config", "current-context": "dev",
      "clusters": [["name": "dev", "cluster": cluster]],
      "users": [["name": "dev", "user": ["token": .string(token)]]],
      "contexts": [["name": "dev", "context": ["cluster": "dev", "user": "dev"]]],
    ])
  }

  private func tls() throws(ServerError) -> ServerTLS {
    let authority: CertificateAuthority
    if let known = state.withLock({ $0.authority }) {
      authority = known
    } else {
      // The system's clock, not the injected one: clients check it with theirs.
      let now = SystemTime().now().seconds
      authority = try CertificateAuthority(
        commonName: "dev-apiserver", validity: now - 3600...now + 10 * 365 * 86_400)
      state.withLock { $0.authority = authority }
    }
    let own = try authority.server(commonName: "dev-apiserver", addresses: ["127.0.0.1", "::1", configuration.address])
    return ServerTLS(certificate: own.certificate, key: own.key, clientAuthorities: authority.certificate)
  }
}
