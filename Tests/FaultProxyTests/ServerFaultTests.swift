import FaultProxy
import Testing

@Suite("Servers that go wrong as a whole")
struct ServerFaultTests {
  private let backend = RawBackend(RawBackend.answer("ok"))

  private func ask(_ socket: RawSocket) { socket.send("GET /readyz HTTP/1.1\r\nHost: proxy\r\n\r\n") }

  @Test("A server that was killed resets its connections, refuses new ones and comes back on its port")
  func killAndRestart() throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    for _ in 0..<5 {
      let socket = try #require(RawSocket(connectingTo: proxy.port))
      ask(socket)
      _ = socket.text(through: "ok")
      proxy.kill()
      #expect(socket.rest().wasReset)
      #expect(RawSocket(connectingTo: proxy.port) == nil)
      try proxy.acceptConnections()
      #expect(exchange(proxy, "/readyz").status == 200)
    }
  }

  @Test("Refusing new connections leaves the old ones alone")
  func refuse() throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    ask(socket)
    _ = socket.text(through: "ok")
    proxy.refuseConnections()
    #expect(RawSocket(connectingTo: proxy.port) == nil)
    ask(socket)
    #expect(socket.text(through: "ok").contains("200"))
  }

  @Test("A frozen server takes connections and says nothing until it thaws")
  func freeze() async throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    let old = try #require(RawSocket(connectingTo: proxy.port))
    ask(old)
    _ = old.text(through: "ok")
    proxy.freeze()
    let new = try #require(RawSocket(connectingTo: proxy.port))
    ask(old)
    ask(new)
    #expect(proxy.exchanges.count == 1)
    #expect(old.isSilent && new.isSilent)
    proxy.thaw()
    #expect(old.text(through: "ok").contains("200"))
    #expect(new.text(through: "ok").contains("200"))
  }

  @Test("A request that is never answered ends when somebody cuts it", arguments: [Cut.end, .reset])
  func silence(cut: Cut) async throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.any, .all, .silence)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    ask(socket)
    await proxy.requests(.any, atLeast: 1)
    #expect(socket.isSilent)
    proxy.cutConnections(cut)
    #expect(socket.rest() == ([], cut == .reset))
    #expect(await proxy.ended(.any, atLeast: 1).first?.ending == .cut(cut))
  }

  @Test("A response that freezes shows its first bytes and no end")
  func freezeAtByte() async throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.any, .all, .freeze(.byte(8)))
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    ask(socket)
    #expect(socket.text(through: "HTTP/1.1") == "HTTP/1.1")
    #expect(socket.isSilent)
  }

  @Test("A client that leaves is noticed")
  func clientGone() async throws {
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.any, .all, .silence)
    do {
      let socket = try #require(RawSocket(connectingTo: proxy.port))
      ask(socket)
      await proxy.requests(.any, atLeast: 1)
    }
    #expect(await proxy.ended(.any, atLeast: 1).first?.ending == .clientGone)
  }
}
