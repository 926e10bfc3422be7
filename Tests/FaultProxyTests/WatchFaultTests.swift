import FaultProxy
import Testing

@Suite("Watches that go wrong")
struct WatchFaultTests {
  private static let target = "/api/v1/pods?watch=1"
  private static let end = #","annotations":{"k8s.io/initial-events-end":"true"}"#

  private static func json(_ type: String, _ name: String, _ rest: String = "") -> String {
    #"{"type":"\#(type)","object":{"kind":"Pod","metadata":{"name":"\#(name)","note":"a } \" ]"\#(rest)}}}"# + "\n"
  }

  private static func backend(_ events: [String]) -> RawBackend {
    RawBackend { _, _ in RawBackend.chunked(events.map { Array($0.utf8) }) }
  }

  private static let events = [
    json("ADDED", "a"), json("ADDED", "b"), json("BOOKMARK", "", end), json("MODIFIED", "a"), json("BOOKMARK", ""),
    json("DELETED", "b"),
  ]

  /// The lines that arrive.
  private func run(_ events: [String] = events, _ faults: Fault...) throws -> [String] {
    let proxy = try FaultProxy(backend: Self.backend(events).endpoint)
    for fault in faults { proxy.add(.watch("pods"), .all, fault) }
    return exchange(proxy, Self.target).body.split(separator: "\n").map { $0 + "\n" }
  }

  @Test("Without a fault every event arrives as it was")
  func unharmed() throws { #expect(try run() == Self.events) }

  @Test("An event can be dropped by its number, its type or its name")
  func drop() throws {
    let events = Self.events
    #expect(try run(events, .events(EventPattern(.nth(2)), .drop)) == [0, 2, 3, 4, 5].map { events[$0] })
    #expect(try run(events, .events(EventPattern(type: "BOOKMARK"), .drop)) == [0, 1, 3, 5].map { events[$0] })
    #expect(try run(events, .events(EventPattern(name: "a"), .drop)) == [1, 2, 4, 5].map { events[$0] })
    let noEnd = Fault.events(EventPattern(isInitialEventsEnd: true), .drop)
    #expect(try run(events, noEnd) == [0, 1, 3, 4, 5].map { events[$0] })
  }

  @Test("A duplicate follows its original")
  func duplicate() throws {
    let lines = try run(Self.events, .events(EventPattern(type: "MODIFIED"), .duplicate))
    #expect(lines == [0, 1, 2, 3, 3, 4, 5].map { Self.events[$0] })
  }

  @Test("Events change places across objects, never within one, and never behind a bookmark")
  func swap() throws {
    let first = Fault.events(EventPattern(.nth(1)), .swap)
    #expect(try run(Self.events, first) == [1, 0, 2, 3, 4, 5].map { Self.events[$0] })
    let same = [Self.json("ADDED", "a"), Self.json("MODIFIED", "a"), Self.json("ADDED", "b")]
    #expect(try run(same, first) == same)
    let marked = [Self.json("ADDED", "a"), Self.json("BOOKMARK", ""), Self.json("ADDED", "b")]
    #expect(try run(marked, first) == marked)
    #expect(try run([Self.json("ADDED", "a")], first) == [Self.json("ADDED", "a")])
  }

  @Test("An ERROR event comes in between, and garbage instead of an event")
  func errors() throws {
    let lines = try run(Self.events, .events(EventPattern(.nth(2)), .errorBefore(.expired)))
    try #require(lines.count == 7)
    #expect(lines[1].hasPrefix(#"{"type":"ERROR","object":{"kind":"Status""#) && lines[1].contains(#""code":410"#))
    let broken = try run(Self.events, .events(EventPattern(.nth(2)), .replace(Array("{\"type\":7}\n".utf8))))
    try #require(broken.count == 6)
    #expect(broken[1] == "{\"type\":7}\n")
  }

  @Test("A watch is cut behind so many events", arguments: [Cut.end, .reset])
  func cut(cut: Cut) throws {
    let proxy = try FaultProxy(backend: Self.backend(Self.events).endpoint)
    proxy.add(.watch("pods"), .nth(1), .cut(.events(0), cut))
    proxy.add(.watch("pods"), .nth(2), .cut(.events(2), cut))
    let nothing = exchange(proxy, Self.target)
    #expect(nothing.status == 200 && nothing.body.isEmpty && nothing.wasReset == (cut == .reset))
    let two = exchange(proxy, Self.target)
    #expect(two.body == Self.events[0] + Self.events[1] && !two.text.hasSuffix("0\r\n\r\n"))
    #expect(proxy.exchanges.last?.events == 2)
  }

  @Test("Events are whole however the bytes arrive")
  func pieces() throws {
    let bytes = Array(Self.events.joined().utf8)
    for size in [1, 2, 3, 7, 64, 1000] {
      let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
      let backend = RawBackend { _, _ in RawBackend.chunked(pieces) }
      let proxy = try FaultProxy(backend: backend.endpoint)
      let answer = exchange(proxy, Self.target)
      #expect(answer.chunks.map { String(decoding: $0, as: UTF8.self) } == Self.events)
    }
  }

  @Test("A held event holds back what follows")
  func hold() throws {
    let latch = Latch()
    let proxy = try FaultProxy(backend: Self.backend(Self.events).endpoint)
    proxy.add(.watch("pods"), .all, .events(EventPattern(.nth(2)), .hold(.latch(latch))))
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("GET \(Self.target) HTTP/1.1\r\n\r\n")
    _ = socket.text(through: Self.events[0] + "\r\n")
    #expect(socket.isSilent)
    latch.open()
    #expect(socket.text(through: "0\r\n\r\n").contains("DELETED"))
  }

  @Test("Scripted watches: an error at the start, and an end at once")
  func scripted() throws {
    let proxy = try FaultProxy(backend: Self.backend(Self.events).endpoint)
    proxy.add(.watch("pods"), .nth(1), .answer(.watchError(.expired)))
    proxy.add(.watch("pods"), .nth(2), .answer(.emptyWatch))
    let error = exchange(proxy, Self.target)
    #expect(error.status == 200 && error.body.contains(#""type":"ERROR""#))
    let short = exchange(proxy, Self.target)
    #expect(short.status == 200 && short.body.isEmpty && short.text.hasSuffix("0\r\n\r\n"))
  }
}
