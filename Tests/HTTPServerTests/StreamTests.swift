import HTTPServer
import Support
import Testing

@Suite("Streams")
struct StreamTests {
  private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  private func server(
    _ configuration: ServerConfiguration = ServerConfiguration(), answering stream: ResponseStream
  ) throws -> HTTPServer {
    let server = try HTTPServer(configuration: configuration) { _ in ServerResponse(status: 200, body: .stream(stream))
    }
    try server.start()
    return server
  }

  @Test("What is written arrives at once, in chunks, and finish ends the body")
  func chunks() async throws {
    let stream = ResponseStream()
    let server = try server(answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    let head = await client.read(until: "\r\n\r\n")
    #expect(head.contains("Transfer-Encoding: chunked"))
    stream.write(Array("one".utf8))
    #expect(await client.read(until: "one\r\n").lowercased() == "3\r\none\r\n")
    stream.write(Array("second".utf8))
    #expect(await client.read(until: "second\r\n") == "6\r\nsecond\r\n")
    stream.finish()
    #expect(await client.read(until: "0\r\n\r\n") == "0\r\n\r\n")
    #expect(!stream.write([1]))
    await server.stop()
  }

  @Test("Bytes written before the answer are sent first")
  func early() async throws {
    let stream = ResponseStream()
    stream.write(Array("early ".utf8))
    stream.write(Array("bird".utf8))
    stream.finish()
    let server = try server(answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    #expect(await client.read(until: "0\r\n\r\n").contains("early bird"))
    await server.stop()
  }

  @Test("abort closes the connection without the last chunk")
  func abort() async throws {
    let stream = ResponseStream()
    let server = try server(answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    stream.write(Array("part".utf8))
    _ = await client.read(until: "part\r\n")
    stream.abort()
    #expect(await client.readAll() == "")
    await server.stop()
  }

  @Test("onClose is called when the client of an idle stream goes away")
  func clientGone() async throws {
    let stream = ResponseStream()
    let closed = Signal()
    stream.onClose { closed.set() }
    let server = try server(answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    _ = await client.read(until: "\r\n\r\n")
    client.close()
    await closed.wait()
    #expect(!stream.write([1]))
    await server.stop()
  }

  @Test("onClose is called at once where the exchange is over already")
  func lateOnClose() async throws {
    let stream = ResponseStream()
    let first = Signal()
    stream.onClose { first.set() }
    let server = try server(answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    stream.finish()
    await first.wait()
    let second = Signal()
    stream.onClose { second.set() }
    await second.wait()
    await server.stop()
  }

  @Test("A client that does not read loses its connection when the buffer is full")
  func slowClient() async throws {
    var configuration = ServerConfiguration()
    configuration.streamLimit = 100_000
    let stream = ResponseStream()
    let closed = Signal()
    stream.onClose { closed.set() }
    let server = try server(configuration, answering: stream)
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    _ = await client.read(until: "\r\n\r\n")
    // The socket's buffers take some megabytes; then what is written piles up.
    var isTaken = true
    for _ in 0..<10_000 where isTaken { isTaken = stream.write([UInt8](repeating: 0x61, count: 50_000)) }
    #expect(!isTaken)
    await closed.wait()
    #expect(await !client.readAll().hasSuffix("0\r\n\r\n"))
    await server.stop()
  }

  @Test("A handler is cancelled when its client goes away")
  func cancelledHandler() async throws {
    let started = Signal()
    let cancelled = Signal()
    let server = try HTTPServer(configuration: ServerConfiguration()) { _ in
      await withTaskCancellationHandler {
        started.set()
        await cancelled.wait()
      } onCancel: {
        cancelled.set()
      }
      return ServerResponse(status: 200)
    }
    try server.start()
    let client = try RawClient(port: server.port)
    await client.send(Self.get)
    await started.wait()
    client.close()
    await cancelled.wait()
    await server.stop()
  }

  @Test("A body in pieces arrives whole, with its length")
  func pieces() async throws {
    let piece = [UInt8](repeating: 0x61, count: 300_000)
    let pieces = (0..<20).map { index in piece[..<(index * 10_000)] }
    let count = pieces.reduce(0) { $0 + $1.count }
    let server = try HTTPServer(configuration: ServerConfiguration()) { _ in
      ServerResponse(status: 200, body: .pieces(pieces))
    }
    try server.start()
    let client = try RawClient(port: server.port)
    await client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    let answer = await client.readAll()
    #expect(answer.contains("Content-Length: \(count)\r\n"))
    #expect(answer.utf8.filter { $0 == 0x61 }.count >= count)
    #expect(answer.utf8.count - answer.utf8.reversed().prefix { $0 == 0x61 }.count < 400)
    await server.stop()
  }
}
