import CurlTransport
import KubeClient
import Testing

@Suite("Broken responses")
struct BrokenBodyTests {
  /// Answers with these bytes and closes, with FIN or with RST.
  private func failure(_ bytes: String, resets: Bool = false) async throws -> TransportError? {
    var result: TransportError?
    try await withTransport { connection in
      guard try connection.request() != nil else { return }
      try connection.send(bytes)
      if resets { connection.reset() } else { connection.finish() }
      if !resets { connection.waitForClose() }
    } _: { transport, server in
      result = await transport.failure(.get(server.url()))
    }
    return result
  }

  private static let announced = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"
  private static let chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"

  @Test("A response cut at any byte is never complete", arguments: [announced, chunked], [false, true])
  func cutAnywhere(response: String, resets: Bool) async throws {
    // The line feed after the last chunk carries nothing; libcurl does not wait for it.
    let end = response.utf8.count - (response == Self.chunked ? 1 : 0)
    for length in 0..<end {
      let failure = try await failure(String(decoding: response.utf8.prefix(length), as: UTF8.self), resets: resets)
      #expect(failure?.code == .connectionLost, "cut after \(length): \(String(describing: failure))")
    }
  }

  @Test("The same responses are complete with their last byte", arguments: [announced, chunked])
  func uncut(response: String) async throws {
    #expect(try await failure(response) == nil)
  }

  @Test(
    "A body that only the end of the connection ends may lack anything",
    arguments: [
      "HTTP/1.1 200 OK\r\n\r\nall of it", "HTTP/1.0 200 OK\r\n\r\nall of it",
      "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
    ])
  func unframed(response: String) async throws {
    #expect(try await failure(response)?.code == .connectionLost)
  }

  @Test(
    "What is no HTTP is no response",
    arguments: [
      "hello\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "SSH-2.0-OpenSSH\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    ])
  func garbage(response: String) async throws {
    #expect(try await failure(response)?.code == .connectionLost)
  }

  @Test("A head without end is refused")
  func endlessHead() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\n")
      while true { try connection.send(String(repeating: "X-Line: 0123456789\r\n", count: 1000)) }
    } _: { transport, server in
      #expect(await transport.failure(.get(server.url()))?.code == .connectionLost)
    }
  }

  @Test("What came before the cut is handed over before the error")
  func bytesBeforeError() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
      connection.finish()
      connection.waitForClose()
    } _: { transport, server in
      let body = try await transport.open(.get(server.url(), .watch)).body
      #expect(try await body.next() == Array("hello".utf8))
      let error = await #expect(throws: TransportError.self) { try await body.next() }
      #expect(error?.code == .connectionLost)
    }
  }

  @Test("Nobody listens: refused, with the address and the cause")
  func refused() async throws {
    let port = try RefusingPort()
    let transport = try CurlTransport()
    let failure = await transport.failure(.get("http://127.0.0.1:\(port.number)/"))
    #expect(
      failure == TransportError(.connectionRefused, "connecting to 127.0.0.1:\(port.number): connection refused"))
    await transport.shutdown()
  }

  @Test("A name that does not exist")
  func unknownHost() async throws {
    let transport = try CurlTransport()
    #expect(await transport.failure(.get("http://does-not-exist.invalid/"))?.code == .hostNotFound)
    await transport.shutdown()
  }
}
