import FaultProxy
import Testing

@Suite("Faults below HTTP")
struct TCPFaultTests {
  /// Sends back what it gets, in capital letters.
  private let backend = RawBackend { request, _ in Array(request.uppercased().utf8) }

  @Test("Bytes pass through both ways")
  func passes() throws {
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("hello\r\n\r\n")
    #expect(socket.text(through: "\r\n\r\n") == "HELLO\r\n\r\n")
  }

  @Test("A connection is cut behind so many bytes", arguments: [Cut.end, .reset])
  func cut(cut: Cut) throws {
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    proxy.add(.nth(1), .cut(.toClient, after: 3, cut))
    proxy.add(.nth(2), .cut(.toServer, after: 3, cut))
    let first = try #require(RawSocket(connectingTo: proxy.port))
    first.send("hello\r\n\r\n")
    #expect(first.rest() == (Array("HEL".utf8), cut == .reset))
    let second = try #require(RawSocket(connectingTo: proxy.port))
    second.send("hello\r\n\r\n")
    #expect(second.rest() == ([], cut == .reset))
    let third = try #require(RawSocket(connectingTo: proxy.port))
    third.send("hello\r\n\r\n")
    #expect(third.text(through: "\r\n\r\n") == "HELLO\r\n\r\n")
  }

  @Test("A half-open connection and a frozen one look alike: some bytes, then nothing")
  func halfOpen() throws {
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    proxy.add(.nth(1), .halfOpen(.toClient, after: 5))
    proxy.add(.nth(2), .freeze(.toClient, after: 5))
    for _ in 0..<2 {
      let socket = try #require(RawSocket(connectingTo: proxy.port))
      socket.send("hello\r\n\r\n")
      #expect(socket.text(through: "HELLO") == "HELLO")
      socket.send("more\r\n\r\n")
      #expect(socket.isSilent)
      proxy.cutConnections(.reset)
      #expect(socket.rest().wasReset)
    }
  }

  @Test("A connection waits for its latch, another for ever")
  func hold() throws {
    let latch = Latch()
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    proxy.add(.nth(1), .hold(.latch(latch)))
    proxy.add(.nth(2), .silence)
    proxy.add(.nth(3), .hangUp(.end))
    let held = try #require(RawSocket(connectingTo: proxy.port))
    held.send("hello\r\n\r\n")
    #expect(held.isSilent && backend.heads.isEmpty)
    latch.open()
    #expect(held.text(through: "\r\n\r\n") == "HELLO\r\n\r\n")
    let silent = try #require(RawSocket(connectingTo: proxy.port))
    silent.send("hello\r\n\r\n")
    #expect(silent.isSilent)
    #expect(try #require(RawSocket(connectingTo: proxy.port)).rest() == ([], false))
  }

  @Test("Bytes to the client come in pieces")
  func trickle() throws {
    let latch = Latch()
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    proxy.add(.all, .trickle(bytes: 2, pause: .latch(latch)))
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("hello\r\n\r\n")
    #expect(socket.text(through: "HE") == "HE")
    #expect(socket.isSilent)
    latch.open()
    #expect(socket.text(through: "\r\n\r\n") == "LLO\r\n\r\n")
  }

  @Test("A killed server resets, refuses and returns")
  func kill() throws {
    let proxy = try TCPFaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("hello\r\n\r\n")
    _ = socket.text(through: "\r\n\r\n")
    proxy.kill()
    #expect(socket.rest().wasReset)
    #expect(RawSocket(connectingTo: proxy.port) == nil)
    try proxy.acceptConnections()
    let again = try #require(RawSocket(connectingTo: proxy.port))
    again.send("hello\r\n\r\n")
    #expect(again.text(through: "\r\n\r\n") == "HELLO\r\n\r\n")
  }
}
