package import KubeCore
package import Support

/// Talks to one API server: credentials, retries, errors as values. Cheap to copy; all copies share what they know.
///
/// There is no rate limit of its own, as in controller-runtime since 0.20 (`QPS = -1`): the server's priority and
/// fairness decides who waits, and a bucket of 5 requests a second would only delay Lease renewals behind other work.
package struct KubeClient: Sendable {
  package let configuration: ClientConfiguration
  let transport: any Transport
  let authenticator: Authenticator
  let time: any TimeSource
  let observer: any ClientObserver
  /// What slim objects of built-in kinds are asked for in; JSON takes several times the bytes and the work.
  let format: WireFormat
  let warnings = WarningFilter()

  package init(
    _ configuration: ClientConfiguration, transport: any Transport, authenticator: Authenticator,
    time: any TimeSource, observer: any ClientObserver = SilentObserver(), format: WireFormat = .protobuf
  ) {
    self.format = format
    self.configuration = configuration
    self.transport = transport
    self.authenticator = authenticator
    self.time = time
    self.observer = observer
  }

  /// The same client, asking for slim objects in another format.
  package func with(format: WireFormat) -> KubeClient {
    KubeClient(
      configuration, transport: transport, authenticator: authenticator, time: time, observer: observer,
      format: format)
  }

  /// Sends a request; returns when the head of a success (2xx) is there. All else is an error, after the repetitions
  /// that ``RetryPolicy`` has for it.
  package func send(_ request: APIRequest) async throws(KubeError) -> HTTPResponse {
    // client-go measures no watches: they take as long as they are wanted.
    let meter = request.pool == .watch ? nil : RequestMeter(self, request)
    var exchange = Exchange(client: self, request: request, meter: meter)
    do throws(KubeError) { return try await exchange.run() } catch {
      meter?.end(answer: nil)
      throw error
    }
  }

  var host: String { configuration.server.authority }

  /// The request as it goes over the wire.
  package func httpRequest(_ request: APIRequest, _ credentials: Credentials) -> HTTPRequest {
    var http = HTTPRequest(
      method: request.method, url: configuration.server.url + request.target, pool: request.pool)
    http.headers = [HTTPHeader("Accept", request.accept), HTTPHeader("User-Agent", configuration.userAgent)]
    if let body = request.body {
      http.headers.append(HTTPHeader("Content-Type", body.contentType))
      http.body = body.bytes
    }
    if let authorization = credentials.authorization {
      http.headers.append(HTTPHeader("Authorization", authorization.text))
    }
    http.headers += configuration.impersonation?.headers ?? []
    http.tls.certificateAuthorities = credentials.certificateAuthorities.map { Array($0.text.utf8) }
    http.tls.clientCertificate = credentials.certificate.map { Array($0.text.utf8) }
    http.tls.clientKey = credentials.key.map { Array($0.text.utf8) }
    http.tls.serverName = configuration.tlsServerName
    http.tls.skipsVerification = configuration.skipsVerification
    http.proxy = configuration.proxy
    http.allowsCompression = configuration.allowsCompression
    http.timeout = request.timeout
    http.idleTimeout = request.idleTimeout
    return http
  }
}
