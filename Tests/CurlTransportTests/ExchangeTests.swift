import CurlTransport
import KubeClient
import Testing

@Suite("Exchanges")
struct ExchangeTests {
  @Test("A response comes with its status, its headers and its whole body")
  func wholeResponse() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.respond("hello", status: "201 Created", headers: ["X-One: a", "x-two:  b  ", "X-Empty:"])
    } _: { transport, server in
      let response = try await transport.open(.get(server.url()))
      #expect(response.status == 201)
      #expect(response[header: "x-one"] == "a")
      #expect(response[header: "X-Two"] == "b")
      #expect(response[header: "X-Empty"] == "")
      #expect(try await response.body.rest() == Array("hello".utf8))
      #expect(try await response.body.next() == nil)
    }
  }

  @Test(
    "Method, path, headers and body arrive as they were given",
    arguments: [
      HTTPRequest.Method.get, .post, .put, .patch, .delete,
    ])
  func request(method: HTTPRequest.Method) async throws {
    let requests = Signal<ReceivedRequest>()
    try await withTransport { connection in
      while let request = try connection.request() {
        requests.send(request)
        try connection.respond("ok")
      }
    } _: { transport, server in
      var request = HTTPRequest(method: method, url: server.url("/a/../b?c=%20d#e"), pool: .write)
      request.headers = [
        HTTPHeader("Accept", "application/json"), HTTPHeader("Authorization", "Bearer secret"),
        HTTPHeader("X-Empty", ""),
      ]
      if method != .get { request.body = Array("{\"a\":1}".utf8) }
      let text = try await transport.text(request)
      #expect(text == "ok")
      let received = await requests.next()
      #expect(received.line == "\(method.rawValue) /a/../b?c=%20d HTTP/1.1")
      #expect(received["Host"] == "127.0.0.1:\(server.port)")
      #expect(received["Accept"] == "application/json")
      #expect(received["Authorization"] == "Bearer secret")
      #expect(received["X-Empty"] == "")
      #expect(received["Expect"] == nil)
      #expect(received.text == (method == .get ? "" : "{\"a\":1}"))
      #expect(received["Content-Length"] == (method == .get ? nil : "7"))
    }
  }

  @Test("A body of several megabytes goes up and comes down unchanged")
  func largeBody() async throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
    try await withTransport { connection in
      while let request = try connection.request() {
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
        try connection.send(request.body)
      }
    } _: { transport, server in
      var request = HTTPRequest(method: .post, url: server.url(), pool: .write)
      request.body = bytes
      let response = try await transport.open(request)
      let echo = try await response.body.rest()
      #expect(echo == bytes)
    }
  }

  @Test("Chunks are put together, and trailers are no headers")
  func chunks() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n")
      try connection.send("3;name=value\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: yes\r\n\r\n")
      connection.waitForClose()
    } _: { transport, server in
      let response = try await transport.open(.get(server.url()))
      #expect(try await response.body.rest() == Array("abcde".utf8))
      #expect(response[header: "X-Late"] == nil)
    }
  }

  @Test("Interim responses are passed over")
  func interim() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
      try connection.respond("late")
    } _: { transport, server in
      let response = try await transport.open(.get(server.url()))
      #expect(response.status == 200)
      #expect(response[header: "Link"] == nil)
      #expect(try await response.body.rest() == Array("late".utf8))
    }
  }

  @Test("A response without a body ends at once", arguments: ["204 No Content", "304 Not Modified"])
  func noBody(status: String) async throws {
    try await withTransport { connection in
      while try connection.request() != nil { try connection.send("HTTP/1.1 \(status)\r\n\r\n") }
    } _: { transport, server in
      let response = try await transport.open(.get(server.url()))
      #expect(try await response.body.next() == nil)
    }
  }

  @Test("A redirect is an answer like any other", arguments: [301, 302, 303, 307, 308])
  func redirect(status: Int) async throws {
    let requests = Signal<ReceivedRequest>()
    try await withTransport { connection in
      while let request = try connection.request() {
        requests.send(request)
        try connection.respond("moved", status: "\(status) Moved", headers: ["Location: /elsewhere"])
      }
    } _: { transport, server in
      var request = HTTPRequest.get(server.url("/here"))
      request.headers = [HTTPHeader("Authorization", "Bearer secret")]
      let response = try await transport.open(request)
      #expect(response.status == status)
      #expect(response[header: "Location"] == "/elsewhere")
      #expect(try await response.body.rest() == Array("moved".utf8))
      // The next thing the server sees is the next request, and not the redirect's.
      let text = try await transport.text(.get(server.url("/after")))
      #expect(text == "moved")
      #expect(await requests.next().line == "GET /here HTTP/1.1")
      #expect(await requests.next().line == "GET /after HTTP/1.1")
    }
  }

  @Test("Cookies are not kept")
  func cookies() async throws {
    let requests = Signal<ReceivedRequest>()
    try await withTransport { connection in
      while let request = try connection.request() {
        requests.send(request)
        try connection.respond("ok", headers: ["Set-Cookie: a=b"])
      }
    } _: { transport, server in
      for _ in 0..<2 {
        let text = try await transport.text(.get(server.url()))
        #expect(text == "ok")
        #expect(await requests.next()["Cookie"] == nil)
      }
    }
  }
}
