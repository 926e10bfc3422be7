import CurlTransport
import Glibc
import KubeClient
import Testing

@Suite("Time limits")
struct TimeTests {
  @Test("T1: a server that never answers is idle")
  func idleBeforeHead() async throws {
    try await withTransport { connection in
      connection.waitForClose()
    } _: { transport, server in
      var request = HTTPRequest.get(server.url(), .watch)
      request.idleTimeout = .milliseconds(20)
      #expect(await transport.failure(request)?.code == .idle)
    }
  }

  @Test("T1: a server that falls silent is idle, and what it said is kept")
  func idleAfterHead() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
      connection.waitForClose()
    } _: { transport, server in
      var request = HTTPRequest.get(server.url(), .watch)
      request.idleTimeout = .milliseconds(50)
      let body = try await transport.open(request).body
      #expect(try await body.next() == Array("hello".utf8))
      let error = await #expect(throws: TransportError.self) { try await body.next() }
      #expect(error?.code == .idle)
    }
  }

  @Test("The whole timeout ends an exchange however many bytes come")
  func wholeTimeout() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while true { try connection.send("1\r\nx\r\n") }
    } _: { transport, server in
      var request = HTTPRequest.get(server.url(), .watch)
      request.timeout = .milliseconds(30)
      request.idleTimeout = .seconds(60)
      #expect(await transport.failure(request)?.code == .timedOut)
    }
  }

  @Test("Connecting takes no longer than the configuration allows")
  func connectTimeout() async throws {
    // A listener whose queue is full lets no one in and refuses no one.
    let listener = try FullListener()
    var configuration = CurlConfiguration()
    configuration.connectTimeout = .milliseconds(30)
    let transport = try CurlTransport(configuration)
    let failure = await transport.failure(.get("http://127.0.0.1:\(listener.port)/"))
    #expect(failure?.code == .timedOut)
    await transport.shutdown()
  }

  @Test("Each byte moves the idle limit, and none the whole one")
  func limits() {
    let start = ContinuousClock.now
    var limits = TimeLimits(start: start, whole: .seconds(100), idle: .seconds(30))
    #expect(limits.next == start + .seconds(30))
    #expect(limits.passed(at: start + .seconds(29)) == nil)
    #expect(limits.passed(at: start + .seconds(30)) == .idle)
    limits.lastSign = start + .seconds(29)
    #expect(limits.passed(at: start + .seconds(58)) == nil)
    #expect(limits.passed(at: start + .seconds(59)) == .idle)
    limits.lastSign = start + .seconds(99)
    #expect(limits.next == start + .seconds(100))
    #expect(limits.passed(at: start + .seconds(100)) == .whole)
    #expect(TimeLimits(start: start, whole: nil, idle: nil).next == nil)
    #expect(TimeLimits(start: start, whole: nil, idle: nil).passed(at: start + .seconds(1 << 40)) == nil)
  }

  @Test("T1: every socket has keep-alives and a user timeout that find a dead path within 45 seconds")
  func socketOptions() async throws {
    try await withTransport { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      connection.waitForClose()
    } _: { transport, server in
      let response = try await transport.open(.get(server.url(), .watch))
      let socket = try #require(ClientSocket(to: server.port))
      #expect(socket.option(SOL_SOCKET, SO_KEEPALIVE) == 1)
      let idle = socket.option(Int32(IPPROTO_TCP), TCP_KEEPIDLE)
      let interval = socket.option(Int32(IPPROTO_TCP), TCP_KEEPINTVL)
      let userTimeout = socket.option(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT)
      #expect(idle == 15)
      #expect(interval == 5)
      #expect(userTimeout == 30_000)
      #expect(max(idle, userTimeout / 1000) + interval <= 45)
      #expect(fcntl(socket.descriptor, F_GETFD) & FD_CLOEXEC != 0)
      response.body.cancel()
    }
  }
}
