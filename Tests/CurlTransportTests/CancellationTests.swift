import CurlTransport
import KubeClient
import Testing

/// Ends that the client brings about.
@Suite("Cancelling and shutting down")
struct CancellationTests {
  /// A watch that says one thing and then nothing more.
  private static func watching(_ closed: Signal<Void>) -> ScriptedServer.Script {
    { connection in
      guard try connection.request() != nil else { return }
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
      connection.waitForClose()
      closed.send()
    }
  }

  @Test("Cancelling the task that waits for the head ends the exchange")
  func cancelOpen() async throws {
    let (arrived, closed) = (Signal<Void>(), Signal<Void>())
    try await withTransport { connection in
      _ = try connection.request()
      arrived.send()
      connection.waitForClose()
      closed.send()
    } _: { transport, server in
      let url = server.url()
      let task = Task { await transport.failure(.get(url)) }
      await arrived.next()
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      await closed.next()
    }
  }

  @Test("Cancelling the task that waits for the body ends the exchange")
  func cancelNext() async throws {
    let closed = Signal<Void>()
    try await withTransport(Self.watching(closed)) { transport, server in
      let body = try await transport.open(.get(server.url(), .watch)).body
      #expect(try await body.next() == Array("hello".utf8))
      let task = Task { () async -> TransportError? in
        do throws(TransportError) {
          _ = try await body.next()
          return nil
        } catch {
          return error
        }
      }
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      await closed.next()
    }
  }

  @Test("A body that was cancelled says so from then on, and holds nothing")
  func cancelBody() async throws {
    let closed = Signal<Void>()
    try await withTransport(Self.watching(closed)) { transport, server in
      let body = try await transport.open(.get(server.url(), .watch)).body
      body.cancel()
      body.cancel()
      for _ in 0..<2 {
        let error = await #expect(throws: TransportError.self) { try await body.next() }
        #expect(error?.code == .cancelled)
      }
      await closed.next()
    }
  }

  @Test("Cancelling from another task wakes the reader")
  func cancelElsewhere() async throws {
    let closed = Signal<Void>()
    try await withTransport(Self.watching(closed)) { transport, server in
      let body = try await transport.open(.get(server.url(), .watch)).body
      #expect(try await body.next() == Array("hello".utf8))
      async let error = #expect(throws: TransportError.self) { try await body.next() }
      body.cancel()
      #expect(await error?.code == .cancelled)
      await closed.next()
    }
  }

  @Test("Letting go of a response closes its connection")
  func dropBody() async throws {
    let closed = Signal<Void>()
    try await withTransport(Self.watching(closed)) { transport, server in
      let status = try await transport.open(.get(server.url(), .watch)).status
      #expect(status == 200)
      await closed.next()
    }
  }

  @Test("A cancelled task sends nothing")
  func cancelledBefore() async throws {
    try await withTransport { connection in
      try connection.respondForever("ok")
    } _: { transport, server in
      let url = server.url()
      let gate = Signal<Void>()
      let task = Task {
        await gate.next()
        return await transport.failure(.get(url))
      }
      task.cancel()
      gate.send()
      #expect(await task.value?.code == .cancelled)
    }
  }

  @Test("T2: shutdown ends every exchange with `closed`, and every connection")
  func shutdown() async throws {
    let (arrived, closed) = (Signal<Void>(), Signal<Void>())
    let server = try ScriptedServer { connection in
      guard let request = try connection.request() else { return }
      if request.line.contains("/watch") {
        try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
      } else {
        arrived.send()
      }
      connection.waitForClose()
      closed.send()
    }
    let transport = try CurlTransport()
    let url = server.url()
    let body = try await transport.open(.get(server.url("/watch"), .watch)).body
    #expect(try await body.next() == Array("hello".utf8))
    let waiting = Task { await transport.failure(.get(url)) }
    await arrived.next()
    await transport.shutdown()
    #expect(ClientSocket.all(to: server.port).isEmpty)
    #expect(await waiting.value?.code == .closed)
    let error = await #expect(throws: TransportError.self) { try await body.next() }
    #expect(error?.code == .closed)
    #expect(await transport.failure(.get(url))?.code == .closed)
    await closed.next()
    await closed.next()
    await transport.shutdown()
    server.stop()
  }

  @Test("A transport that is let go of closes its connections")
  func dropTransport() async throws {
    let closed = Signal<Void>()
    let server = try ScriptedServer { connection in
      try connection.respondForever("ok")
      closed.send()
    }
    var transport: CurlTransport? = try CurlTransport()
    let text = try await transport?.text(.get(server.url()))
    #expect(text == "ok")
    transport = nil
    await closed.next()
    server.stop()
  }
}
