import HTTPServer
import Support
import Testing

@Suite("Requests")
struct RequestTests {
  /// Runs a server that remembers what it was asked, and answers 200 with the body.
  private func withServer(
    _ configuration: ServerConfiguration = ServerConfiguration(),
    _ body: (RawClient, Lock<[ServerRequest]>) async throws -> Void
  ) async throws {
    let seen = Lock<[ServerRequest]>([])
    let server = try HTTPServer(configuration: configuration) { request in
      seen.withLock { $0.append(request) }
      return ServerResponse(status: 200, headers: [HeaderField("X-Seen", "yes")], body: .bytes(request.body))
    }
    try server.start()
    try await body(try RawClient(port: server.port), seen)
    await server.stop(gracefully: false)
  }

  @Test("A request arrives with its method, path, query, headers and body")
  func whole() async throws {
    try await withServer { client, seen in
      await client.send(
        "PATCH /api/v1/a%20b?labelSelector=app%3Dx%2Cy&limit=2&empty&plus=a+b HTTP/1.1\r\nHost: h\r\nX-One: 1\r\n"
          + "Content-Length: 5\r\nConnection: close\r\n\r\nhello")
      let answer = await client.readAll()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.hasSuffix("\r\n\r\nhello"))
      #expect(answer.contains("X-Seen: yes\r\n"))
      #expect(answer.contains("Content-Length: 5\r\n"))
      let request = try #require(seen.withLock { $0 }.first)
      #expect(request.method == "PATCH")
      #expect(request.path == "/api/v1/a b")
      #expect(
        request.query == [
          QueryItem("labelSelector", "app=x,y"), QueryItem("limit", "2"), QueryItem("empty", ""),
          QueryItem("plus", "a b"),
        ])
      #expect(request[header: "x-one"] == "1")
      #expect(request.body == Array("hello".utf8))
    }
  }

  @Test("A connection serves one request after the other, chunked bodies too")
  func keepAlive() async throws {
    try await withServer { client, seen in
      await client.send(
        "POST /one HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
      #expect(await client.read(until: "abcde").hasPrefix("HTTP/1.1 200"))
      await client.send("GET /two HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(await client.readAll().hasPrefix("HTTP/1.1 200"))
      #expect(seen.withLock { $0.map(\.path) } == ["/one", "/two"])
    }
  }

  @Test("A body beyond the limit is answered with 413 and never reaches the handler")
  func tooLarge() async throws {
    var configuration = ServerConfiguration()
    configuration.bodyLimit = 1000
    try await withServer(configuration) { client, seen in
      let body = String(repeating: "x", count: 1001)
      await client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n\(body)")
      #expect(await client.readAll().hasPrefix("HTTP/1.1 413"))
      #expect(seen.withLock { $0.isEmpty })
    }
  }

  @Test("A body of exactly the limit is taken")
  func atLimit() async throws {
    var configuration = ServerConfiguration()
    configuration.bodyLimit = 1000
    try await withServer(configuration) { client, _ in
      let body = String(repeating: "x", count: 1000)
      await client.send("PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n\(body)")
      #expect(await client.readAll().hasSuffix(body))
    }
  }

  @Test(
    "Hostile bytes are refused or ignored, and the server goes on",
    arguments: [
      "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n",
      "GET /%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "GET /" + String(repeating: "a", count: 600_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 100_000) + "\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc",
    ])
  func hostile(text: String) async throws {
    let server = try HTTPServer(configuration: ServerConfiguration()) { _ in ServerResponse(status: 200) }
    try server.start()
    let hostile = try RawClient(port: server.port)
    await hostile.send(text)
    hostile.endSending()
    let answer = await hostile.readAll()
    #expect(!answer.hasPrefix("HTTP/1.1 200"))
    let next = try RawClient(port: server.port)
    await next.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(await next.readAll().hasPrefix("HTTP/1.1 200"))
    await server.stop(gracefully: false)
  }
}
