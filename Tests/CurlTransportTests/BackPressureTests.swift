import CurlTransport
import KubeClient
import Testing

@Suite("Slow readers")
struct BackPressureTests {
  @Test("T12: a reader that lags loses its stream and nobody else's; what had come is handed over first")
  func tooSlow() async throws {
    let closed = Signal<Void>()
    let piece = String(repeating: "x", count: 4096)
    try await withTransport { connection in
      guard let request = try connection.request() else { return }
      guard request.line.contains("/flood") else { return try connection.respond("quick") }
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      // Goes on until the client has had enough.
      while (try? connection.send("1000\r\n\(piece)\r\n")) != nil {}
      closed.send()
    } _: { transport, server in
      var request = HTTPRequest.get(server.url("/flood"), .watch)
      request.bufferLimit = 1 << 20
      let body = try await transport.open(request).body
      await closed.next()
      let quick = try await transport.text(.get(server.url("/quick"), .lease))
      #expect(quick == "quick")
      var count = 0
      let error = await #expect(throws: TransportError.self) {
        while let bytes = try await body.next() { count += bytes.count }
      }
      #expect(error?.code == .consumerTooSlow)
      #expect(count > 1 << 18)
      #expect(count <= 1 << 20)
    }
  }

  @Test("All that has arrived is handed over at once")
  func batches() async throws {
    let closed = Signal<Void>()
    try await withTransport { connection in
      guard try connection.request() != nil else { return }
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n")
      for _ in 0..<3 { try connection.send(String(repeating: "y", count: 100_000)) }
      // The client closes when it has read all of it.
      connection.waitForClose()
      closed.send()
    } _: { transport, server in
      let body = try await transport.open(.get(server.url())).body
      await closed.next()
      #expect(try await body.next()?.count == 300_000)
      #expect(try await body.next() == nil)
    }
  }
}
