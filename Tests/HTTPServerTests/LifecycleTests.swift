import HTTPServer
import Support
import Testing

@Suite("Start and stop")
struct LifecycleTests {
  @Test("A graceful stop lets what has begun finish, with Connection: close")
  func graceful() async throws {
    let started = Signal()
    let goOn = Signal()
    let server = try HTTPServer(configuration: ServerConfiguration()) { _ in
      started.set()
      await goOn.wait()
      return ServerResponse(status: 200, body: .bytes(Array("done".utf8)))
    }
    try server.start()
    let port = server.port
    let client = try RawClient(port: port)
    await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    await started.wait()
    let stopping = Task { await server.stop() }
    while (try? RawClient(port: port)) != nil { await Task.yield() }
    goOn.set()
    let answer = await client.readAll()
    #expect(answer.hasSuffix("done"))
    #expect(answer.contains("Connection: close"))
    await stopping.value
  }

  @Test("A stop that does not wait cuts handlers and streams")
  func cut() async throws {
    let stream = ResponseStream()
    let closed = Signal()
    stream.onClose { closed.set() }
    let server = try HTTPServer(configuration: ServerConfiguration()) { request in
      if request.path == "/stream" { return ServerResponse(status: 200, body: .stream(stream)) }
      let never = Signal()
      await withTaskCancellationHandler {
        await never.wait()
      } onCancel: {
        never.set()
      }
      return ServerResponse(status: 200)
    }
    try server.start()
    let watcher = try RawClient(port: server.port)
    await watcher.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n")
    _ = await watcher.read(until: "\r\n\r\n")
    let waiting = try RawClient(port: server.port)
    await waiting.send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n")
    while server.exchangeCount < 2 { await Task.yield() }
    await server.stop(gracefully: false)
    await closed.wait()
    #expect(await watcher.readAll() == "")
    #expect(await waiting.readAll() == "")
    #expect(server.exchangeCount == 0)
  }

  @Test("A port that is taken is an error; after a stop it is free again")
  func port() async throws {
    let first = try HTTPServer(configuration: ServerConfiguration()) { _ in ServerResponse(status: 200) }
    try first.start()
    var configuration = ServerConfiguration()
    configuration.port = first.port
    let second = try HTTPServer(configuration: configuration) { _ in ServerResponse(status: 204) }
    #expect(throws: ServerError.self) { try second.start() }
    await first.stop()
    let third = try HTTPServer(configuration: configuration) { _ in ServerResponse(status: 204) }
    try third.start()
    #expect(third.port == configuration.port)
    await third.stop()
  }

  @Test("Three hundred idle streams are closed when their clients go, and none is left")
  func manyStreams() async throws {
    let open = Lock(0)
    let allClosed = Signal()
    let server = try HTTPServer(configuration: ServerConfiguration()) { _ in
      let stream = ResponseStream()
      open.withLock { $0 += 1 }
      stream.onClose {
        let left = open.withLock { open in
          open -= 1
          return open
        }
        if left == 0 { allClosed.set() }
      }
      return ServerResponse(status: 200, body: .stream(stream))
    }
    try server.start()
    var clients: [RawClient] = []
    for _ in 0..<300 {
      let client = try RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      clients.append(client)
    }
    for client in clients { _ = await client.read(until: "\r\n\r\n") }
    #expect(server.exchangeCount == 300)
    for client in clients { client.close() }
    await allClosed.wait()
    while server.exchangeCount > 0 { await Task.yield() }
    await server.stop()
  }
}
