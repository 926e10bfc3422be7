import CurlTransport
import HTTPServer
import KubeClient
import Testing

@Suite("TLS")
struct TLSTests {
  private static let validity: ClosedRange<Int64> = 1_577_836_800...4_102_444_800
  private static let authority = Result { () throws(ServerError) in
    try CertificateAuthority(commonName: "test-ca", validity: validity)
  }

  /// Runs `body` with a server that answers with the client's name and the `Host` that it was asked for.
  private func withServer(
    _ authority: CertificateAuthority, names: [String] = ["localhost"], addresses: [String] = ["127.0.0.1"],
    _ body: (CurlTransport, HTTPRequest, UInt16) async throws -> Void
  ) async throws {
    let own = try authority.server(commonName: "server", names: names, addresses: addresses)
    var configuration = ServerConfiguration()
    configuration.tls = ServerTLS(
      certificate: own.certificate, key: own.key, clientAuthorities: authority.certificate)
    let server = try HTTPServer(configuration: configuration) { request in
      let name = request.clientSubject?.commonName ?? "nobody"
      return ServerResponse(status: 200, body: .bytes(Array("\(name) at \(request[header: "Host"] ?? "")".utf8)))
    }
    try server.start()
    let transport = try CurlTransport()
    var request = HTTPRequest.get("https://127.0.0.1:\(server.port)/")
    request.tls.certificateAuthorities = Array(authority.certificate.utf8)
    do {
      try await body(transport, request, server.port)
    } catch {
      await transport.shutdown()
      await server.stop(gracefully: false)
      throw error
    }
    await transport.shutdown()
    await server.stop(gracefully: false)
  }

  @Test("A server of a trusted authority and the right name is trusted", arguments: HTTPRequest.Pool.all)
  func trusted(pool: HTTPRequest.Pool) async throws {
    try await withServer(Self.authority.get()) { transport, request, port in
      var request = request
      request.pool = pool
      let text = try await transport.text(request)
      #expect(text == "nobody at 127.0.0.1:\(port)")
    }
  }

  @Test("Another authority, or the system's, is not trusted")
  func wrongAuthority() async throws {
    let other = try CertificateAuthority(commonName: "other-ca", validity: Self.validity)
    try await withServer(Self.authority.get()) { transport, request, _ in
      var request = request
      request.tls.certificateAuthorities = Array(other.certificate.utf8)
      #expect(await transport.failure(request)?.code == .tls)
      request.tls.certificateAuthorities = nil
      #expect(await transport.failure(request)?.code == .tls)
    }
  }

  @Test("A certificate for another name or address is not trusted")
  func wrongName() async throws {
    try await withServer(Self.authority.get(), names: ["other.test"], addresses: ["127.0.0.2"]) {
      transport, request, port in
      #expect(await transport.failure(request)?.code == .tls)
      var named = request
      named.url = "https://localhost:\(port)/"
      #expect(await transport.failure(named)?.code == .tls)
    }
  }

  @Test("T6: the server name is checked in the host's place, and the Host header stays")
  func serverName() async throws {
    try await withServer(Self.authority.get(), names: ["api.cluster.test"], addresses: []) { transport, request, port in
      var request = request
      request.tls.serverName = "api.cluster.test"
      let text = try await transport.text(request)
      #expect(text == "nobody at 127.0.0.1:\(port)")
      request.tls.serverName = "other.cluster.test"
      #expect(await transport.failure(request)?.code == .tls)
      request.tls.serverName = "api.cluster.test/../x"
      #expect(await transport.failure(request)?.code == .invalidRequest)
    }
  }

  @Test("T6: through a tunnel, with a server name, the proxy is asked for the real address")
  func serverNameThroughProxy() async throws {
    let lines = Signal<String>()
    try await withServer(Self.authority.get(), names: ["api.cluster.test"], addresses: []) { transport, request, port in
      let proxy = try ScriptedServer { connection in
        guard let request = try connection.request() else { return }
        lines.send(request.line)
        try connection.send("HTTP/1.1 200 OK\r\nX-Proxy: yes\r\n\r\n")
        try connection.tunnel(to: port)
      }
      var request = request
      request.tls.serverName = "api.cluster.test"
      request.proxy.url = "http://127.0.0.1:\(proxy.port)"
      let response = try await transport.open(request)
      #expect(response[header: "X-Proxy"] == nil)
      #expect(try await response.body.rest() == Array("nobody at 127.0.0.1:\(port)".utf8))
      #expect(await lines.next() == "CONNECT 127.0.0.1:\(port) HTTP/1.1")
      proxy.stop()
    }
  }

  @Test("An expired certificate is not trusted, unless nothing is checked")
  func expired() async throws {
    let old = try CertificateAuthority(commonName: "old-ca", validity: 1_400_000_000...1_500_000_000)
    try await withServer(old) { transport, request, port in
      var request = request
      let failure = await transport.failure(request)
      #expect(failure?.code == .tls)
      #expect(failure?.message.contains("expired") == true)
      request.tls.skipsVerification = true
      let text = try await transport.text(request)
      #expect(text == "nobody at 127.0.0.1:\(port)")
      // What was not checked is not reused for what must be.
      request.tls.skipsVerification = false
      #expect(await transport.failure(request)?.code == .tls)
    }
  }

  @Test("T4: a client certificate shows who asks, and another one has other connections")
  func clientCertificate() async throws {
    let authority = try Self.authority.get()
    try await withServer(authority) { transport, request, port in
      for name in ["alice", "bob", "alice"] {
        let client = try authority.client(commonName: name)
        var request = request
        request.tls.clientCertificate = Array(client.certificate.utf8)
        request.tls.clientKey = Array(client.key.utf8)
        let text = try await transport.text(request)
        #expect(text == "\(name) at 127.0.0.1:\(port)")
      }
      let text = try await transport.text(request)
      #expect(text == "nobody at 127.0.0.1:\(port)")
    }
  }

  @Test("Texts that are no certificate or no fitting key make a bad request, and do not appear in its message")
  func badTexts() async throws {
    let authority = try Self.authority.get()
    let (alice, bob) = (try authority.client(commonName: "alice"), try authority.client(commonName: "bob"))
    try await withServer(authority) { transport, request, _ in
      let secret = "c2VjcmV0IHNlY3JldA=="
      let garbage = Array("-----BEGIN PRIVATE KEY-----\n\(secret)\n-----END PRIVATE KEY-----\n".utf8)
      let good = Array(alice.certificate.utf8)
      let pairs: [([UInt8]?, [UInt8]?)] = [
        (garbage, garbage), (good, garbage), (good, Array(bob.key.utf8)), (good, []), ([], garbage), (nil, garbage),
      ]
      for (certificate, key) in pairs {
        var request = request
        request.tls.clientCertificate = certificate
        request.tls.clientKey = key
        let failure = await transport.failure(request)
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.message.contains(secret) == false)
      }
      for text in ["", "no certificate"] {
        var request = request
        request.tls.certificateAuthorities = Array(text.utf8)
        #expect(await transport.failure(request)?.code == .invalidRequest)
      }
    }
  }

  @Test("A server that speaks no more than TLS 1.1 is refused, and no less than 1.2 is offered")
  func oldVersion() async throws {
    let hellos = Signal<[UInt8]>()
    try await withTransport { connection in
      hellos.send(try connection.tlsRecord())
      try connection.send(TLSBytes.serverHello(version: [3, 2]))
      connection.waitForClose()
    } _: { transport, server in
      var request = HTTPRequest.get(server.url(scheme: "https"))
      request.tls.skipsVerification = true
      #expect(await transport.failure(request)?.code == .tls)
      #expect(TLSBytes.offeredVersions(clientHello: await hellos.next()) == [[3, 4], [3, 3]])
    }
  }

  @Test("A connection that breaks during the handshake is lost, and no failure of TLS", arguments: [false, true])
  func brokenHandshake(resets: Bool) async throws {
    try await withTransport { connection in
      _ = try connection.tlsRecord()
      if resets { connection.reset() } else { connection.finish() }
      if !resets { connection.waitForClose() }
    } _: { transport, server in
      #expect(await transport.failure(.get(server.url(scheme: "https")))?.code == .connectionLost)
    }
  }
}

extension HTTPRequest.Pool {
  static let all: [HTTPRequest.Pool] = [.list, .watch, .write, .lease]
}
