import FaultProxy
import Support
import Testing

@Suite("Answers that go wrong")
struct AnswerFaultTests {
  private let backend = RawBackend(RawBackend.answer(String(repeating: "0123456789", count: 30)))

  @Test("A response cut at a byte has that many bytes", arguments: [Cut.end, .reset], [0, 1, 17, 80, 200])
  func cutAtByte(cut: Cut, count: Int) throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    let whole = exchange(proxy, "/api/v1/pods").bytes
    proxy.add(.list("pods"), .all, .cut(.byte(count), cut))
    let answer = exchange(proxy, "/api/v1/pods")
    #expect(answer.bytes == Array(whole.prefix(count)))
    #expect(answer.wasReset == (cut == .reset))
    #expect(proxy.exchanges.last?.bytes == count)
    #expect(proxy.exchanges.last?.ending == .cut(cut))
  }

  @Test("Body bytes count from behind the head")
  func cutAtBodyByte() throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .cut(.bodyByte(12), .end))
    #expect(exchange(proxy, "/api/v1/pods").body == "012345678901")
  }

  @Test("A random cut never leaves the whole response, and the seed repeats it", arguments: [false, true])
  func randomCut(isChunked: Bool) throws {
    let body = String(repeating: "x", count: 500)
    let backend = RawBackend { _, _ in
      isChunked ? RawBackend.chunked([Array(body.utf8)]) : Array(RawBackend.answer(body).utf8)
    }
    func lengths(seed: UInt64) throws -> [Int] {
      let proxy = try FaultProxy(backend: backend.endpoint, seed: seed)
      proxy.add(.list("pods"), .all, .cut(.random, .end))
      return (0..<50).map { _ in exchange(proxy, "/api/v1/pods").bytes.count }
    }
    let whole = exchange(try FaultProxy(backend: backend.endpoint), "/api/v1/pods").bytes.count
    let first = try lengths(seed: 3)
    #expect(first.allSatisfy { $0 < whole })
    #expect(Set(first).count > 30)
    #expect(try lengths(seed: 3) == first)
    #expect(try lengths(seed: 4) != first)
  }

  @Test("Retry-After is sent as it stands", arguments: ["30", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "-1"])
  func retryAfter(value: String) throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .answer(.status(.tooManyRequests, retryAfter: value)))
    let answer = exchange(proxy, "/api/v1/pods")
    #expect(answer.status == 429)
    #expect(answer.text.contains("\r\nRetry-After: \(value)\r\n"))
    #expect(answer.body.contains(#""reason":"TooManyRequests""#))
    #expect(backend.heads.isEmpty)
  }

  @Test("A refusal comes in protobuf where the client asks for it")
  func protobufStatus() throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .answer(.status(.tooLargeResourceVersion)))
    let answer = exchange(proxy, "/api/v1/pods", accept: "application/vnd.kubernetes.protobuf")
    #expect(answer.status == 504)
    let body = answer.chunks.joined()
    #expect(Array(body.prefix(4)) == [0x6B, 0x38, 0x73, 0x00])
    #expect(answer.body.contains("ResourceVersionTooLarge"))
  }

  @Test("A page and nothing at all come with 200")
  func pages() throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .nth(1), .answer(.htmlPage))
    proxy.add(.list("pods"), .nth(2), .answer(.empty))
    let page = exchange(proxy, "/api/v1/pods")
    #expect(page.status == 200 && page.text.contains("text/html") && page.body.contains("<html>"))
    let nothing = exchange(proxy, "/api/v1/pods")
    #expect(nothing.status == 200 && nothing.body.isEmpty)
  }

  @Test("A connection that is hung up has no answer", arguments: [Cut.end, .reset])
  func hangUp(cut: Cut) throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .hangUp(cut))
    #expect(exchange(proxy, "/api/v1/pods") == Answer(bytes: [], wasReset: cut == .reset))
    #expect(backend.heads.isEmpty)
  }

  @Test("An older server answers the reads that are meant for it")
  func olderBackend() throws {
    let old = RawBackend(RawBackend.answer("old"))
    let new = RawBackend(RawBackend.answer("new"))
    let proxy = try FaultProxy(backend: new.endpoint, olderBackend: old.endpoint)
    proxy.add(.list("pods"), .nth(2), .olderBackend)
    #expect((0..<3).map { _ in exchange(proxy, "/api/v1/pods").body } == ["new", "old", "new"])
  }

  @Test("Slow bytes arrive in pieces, each behind its pause")
  func trickle() async throws {
    let latch = Latch()
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .trickle(bytes: 5, pause: .latch(latch)))
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("GET /api/v1/pods HTTP/1.1\r\n\r\n")
    #expect(socket.text(through: "HTTP/") == "HTTP/")
    #expect(socket.isSilent)
    latch.open()
    #expect(socket.text(through: "9").hasSuffix("0123456789"))
  }

  @Test("A request that is held back reaches the server when the latch opens")
  func hold() async throws {
    let latch = Latch()
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .all, .hold(.latch(latch)))
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("GET /api/v1/pods HTTP/1.1\r\n\r\n")
    await proxy.requests(.list("pods"), atLeast: 1)
    #expect(backend.heads.isEmpty)
    latch.open()
    #expect(socket.text(through: "9").contains("200 OK"))
  }
}
