import CurlTransport
import KubeClient
import Testing

/// Which connections are used, kept and closed.
@Suite("Connections")
struct ConnectionTests {
  /// Answers each request with the number of the connection that it came on.
  private static let numbering: ScriptedServer.Script = { connection in
    try connection.respondForever("\(connection.index)")
  }

  @Test(
    "Requests of a pool share a connection, one after the other", arguments: [HTTPRequest.Pool.list, .write, .lease])
  func reuse(pool: HTTPRequest.Pool) async throws {
    try await withTransport(Self.numbering) { transport, server in
      for _ in 0..<5 {
        let text = try await transport.text(.get(server.url(), pool))
        #expect(text == "1")
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test("T11: pools never share a connection, so that a list holds up no renewal")
  func apart() async throws {
    try await withTransport(Self.numbering) { transport, server in
      var texts: [String] = []
      for pool in [HTTPRequest.Pool.list, .write, .lease, .list, .write, .lease] {
        texts.append(try await transport.text(.get(server.url(), pool)))
      }
      #expect(texts == ["1", "2", "3", "1", "2", "3"])
    }
  }

  @Test("Each watch has a connection of its own, which is closed at its end")
  func watches() async throws {
    let closed = Signal<Int>()
    try await withTransport { connection in
      try connection.respondForever("\(connection.index)")
      closed.send(connection.index)
    } _: { transport, server in
      _ = try await transport.text(.get(server.url(), .list))
      for index in 2...4 {
        let text = try await transport.text(.get(server.url(), .watch))
        #expect(text == "\(index)")
        #expect(await closed.next() == index)
      }
    }
  }

  @Test("Other TLS settings, other connections")
  func settings() async throws {
    try await withTransport(Self.numbering) { transport, server in
      var request = HTTPRequest.get(server.url())
      var texts = [try await transport.text(request)]
      request.tls.clientCertificate = Array("a".utf8)
      request.tls.clientKey = Array("b".utf8)
      texts.append(try await transport.text(request))
      // libcurl 7.88 does not tell keys apart; the pools do.
      request.tls.clientKey = Array("c".utf8)
      texts.append(try await transport.text(request))
      request.tls = TLSSettings()
      texts.append(try await transport.text(request))
      #expect(texts == ["1", "2", "3", "1"])
    }
  }

  @Test("T2: after Connection: close the next request has a new connection")
  func connectionClose() async throws {
    try await withTransport { connection in
      guard try connection.request() != nil else { return }
      try connection.respond("\(connection.index)", headers: ["Connection: close"])
      connection.waitForClose()
    } _: { transport, server in
      for index in 1...3 {
        let text = try await transport.text(.get(server.url()))
        #expect(text == "\(index)")
      }
    }
  }

  @Test("A pooled connection that the server has closed is not used again")
  func closedWhileIdle() async throws {
    let closed = Signal<Void>()
    try await withTransport { connection in
      guard try connection.request() != nil else { return }
      try connection.respond("\(connection.index)")
      connection.finish()
      closed.send()
      connection.waitForClose()
    } _: { transport, server in
      for index in 1...3 {
        var request = HTTPRequest(method: .post, url: server.url(), pool: .write)
        request.body = Array("{}".utf8)
        let text = try await transport.text(request)
        #expect(text == "\(index)")
        await closed.next()
      }
    }
  }

  @Test(
    "A request is repeated after a stale connection only where that is harmless (RFC 9110, 9.2.2)",
    arguments: [
      (HTTPRequest.Method.get, true), (.put, true), (.delete, true), (.post, false), (.patch, false),
    ])
  func repetition(method: HTTPRequest.Method, isRepeated: Bool) async throws {
    let seen = Signal<String>()
    try await withTransport { connection in
      guard let first = try connection.request() else { return }
      seen.send(first.text)
      try connection.respond("first")
      // The second one on the first connection is read, maybe carried out, and never answered.
      guard connection.index == 1, let second = try connection.request() else { return connection.waitForClose() }
      seen.send(second.text)
    } _: { transport, server in
      _ = try await transport.text(.get(server.url(), .write))
      _ = await seen.next()
      var request = HTTPRequest(method: method, url: server.url(), pool: .write)
      if method != .get { request.body = Array("body".utf8) }
      let failure = await transport.failure(request)
      #expect(failure?.code == (isRepeated ? nil : .connectionLost))
      #expect(await seen.next() == (method == .get ? "" : "body"))
      if isRepeated { #expect(await seen.next() == (method == .get ? "" : "body")) }
      // What the server sees next is the next request, and no repetition.
      var after = HTTPRequest(method: .post, url: server.url(), pool: .lease)
      after.body = Array("after".utf8)
      _ = try await transport.text(after)
      #expect(await seen.next() == "after")
    }
  }

  @Test("Unused connections are closed after their lifetime")
  func idleLifetime() async throws {
    let closed = Signal<Void>()
    var configuration = CurlConfiguration()
    configuration.idleConnectionLifetime = .milliseconds(20)
    try await withTransport(configuration: configuration) { connection in
      try connection.respondForever("ok")
      closed.send()
    } _: { transport, server in
      _ = try await transport.text(.get(server.url()))
      await closed.next()
    }
  }

  @Test("A thousand watches leave no descriptor behind")
  func thousandWatches() async throws {
    try await withTransport { connection in
      guard try connection.request() != nil else { return }
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")
      // Every other one is ended by the server.
      if connection.index.isMultiple(of: 2) { try connection.send("0\r\n\r\n") }
      connection.waitForClose()
    } _: { transport, server in
      for _ in 0..<500 {
        let body = try await transport.open(.get(server.url(), .watch)).body
        _ = try await body.next()
        body.cancel()
        let text = try await transport.text(.get(server.url(), .watch))
        #expect(text == "{}")
      }
      // A list travels through the same thread after them: whatever was cancelled is closed by now.
      _ = try await transport.open(.get(server.url(), .watch)).body.next()
      #expect(server.connectionCount == 1001)
      #expect(ClientSocket.all(to: server.port).count <= 1)
    }
  }
}
