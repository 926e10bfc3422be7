import FaultProxy
import Testing

@Suite("What passes through the proxy unharmed")
struct RelayTests {
  @Test("An answer of announced length arrives byte for byte")
  func announcedLength() throws {
    let answer = RawBackend.answer(#"{"kind":"PodList"}"#)
    let backend = RawBackend(answer)
    let proxy = try FaultProxy(backend: backend.endpoint)
    #expect(exchange(proxy, "/api/v1/pods").text == answer)
    #expect(backend.heads.first?.hasPrefix("GET /api/v1/pods HTTP/1.1\r\n") == true)
  }

  @Test("A chunked answer keeps its bytes, and one that ends with the connection becomes chunked")
  func chunks() throws {
    let chunked = RawBackend { _, _ in RawBackend.chunked([Array("one".utf8), Array("two".utf8)]) }
    #expect(exchange(try FaultProxy(backend: chunked.endpoint), "/version").body == "onetwo")
    let closing = RawBackend { _, socket in
      socket.send("HTTP/1.1 200 OK\r\n\r\nuntil the end")
      return nil
    }
    let answer = exchange(try FaultProxy(backend: closing.endpoint), "/version")
    #expect(answer.body == "until the end")
    #expect(answer.text.hasSuffix("0\r\n\r\n"))
  }

  @Test("One connection carries several requests, and so does the one behind it")
  func keepAlive() throws {
    let backend = RawBackend(RawBackend.answer("ok"))
    let proxy = try FaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    for _ in 0..<3 {
      socket.send("GET /readyz HTTP/1.1\r\nHost: proxy\r\n\r\n")
      #expect(socket.text(through: "ok").hasSuffix("\r\n\r\nok"))
    }
    #expect(proxy.connectionCount == 1)
    #expect(proxy.exchanges.count == 3)
    #expect(proxy.exchanges.allSatisfy { $0.connection == 1 })
  }

  @Test("Bodies go to the server with their length, however they came")
  func bodies() throws {
    let backend = RawBackend { request, socket in
      guard request.contains("Content-Length: 6") else { return Array(RawBackend.answer("no length").utf8) }
      let isWhole = request.hasSuffix("abcdef") || socket.text(through: "abcdef") == "abcdef"
      return Array(RawBackend.answer(isWhole ? "abcdef" : "not whole").utf8)
    }
    let proxy = try FaultProxy(backend: backend.endpoint)
    for request in [
      "POST /x HTTP/1.1\r\nContent-Length: 6\r\n\r\nabcdef",
      "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n4;ext=1\r\ncdef\r\n0\r\n\r\n",
    ] {
      let socket = try #require(RawSocket(connectingTo: proxy.port))
      socket.send(request)
      #expect(socket.text(through: "abcdef").hasSuffix("\r\n\r\nabcdef"))
    }
    let patient = try #require(RawSocket(connectingTo: proxy.port))
    patient.send("POST /x HTTP/1.1\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n")
    #expect(patient.text(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    patient.send("abcdef")
    #expect(patient.text(through: "abcdef").hasSuffix("\r\n\r\nabcdef"))
  }

  @Test("A server that goes away in the middle is seen as it was", arguments: [false, true])
  func backendGone(isChunked: Bool) throws {
    let whole = RawBackend.chunked([Array("one".utf8)])
    let backend = RawBackend { _, socket in
      socket.send(isChunked ? whole.dropLast(5) : Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonly".utf8))
      return nil
    }
    let proxy = try FaultProxy(backend: backend.endpoint)
    let answer = exchange(proxy, "/api/v1/pods")
    #expect(answer.text.hasSuffix(isChunked ? "one\r\n" : "only"))
    #expect(proxy.exchanges.first?.ending == .backendGone)
  }

  @Test("Compression is not asked for")
  func compression() throws {
    let backend = RawBackend(RawBackend.answer("ok"))
    let proxy = try FaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n")
    _ = socket.text(through: "ok")
    #expect(backend.heads.first?.contains("gzip") == false)
  }
}
