import FaultProxy
import Testing

@Suite("Watches in protobuf")
struct ProtobufWatchTests {
  private static func field(_ number: UInt8, _ value: [UInt8]) -> [UInt8] {
    [number << 3 | 2]
      + (value.count < 128 ? [UInt8(value.count)] : [UInt8(value.count & 0x7F | 0x80), UInt8(value.count >> 7)]) + value
  }

  private static func event(_ type: String, _ name: String, isEnd: Bool = false) -> [UInt8] {
    var metadata = field(1, Array(name.utf8)) + field(3, Array("default".utf8))
    if isEnd {
      metadata += field(12, field(1, Array("k8s.io/initial-events-end".utf8)) + field(2, Array("true".utf8)))
    }
    let object = field(1, metadata) + field(2, Array(repeating: 7, count: 150))
    let kind = field(1, Array("v1".utf8)) + field(2, Array("Pod".utf8))
    let raw = [0x6B, 0x38, 0x73, 0x00] + field(1, kind) + field(2, object)
    let bytes = field(1, Array(type.utf8)) + field(2, field(1, raw))
    return [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
  }

  private static let events = [
    event("ADDED", "a"), event("ADDED", "b"), event("BOOKMARK", "", isEnd: true), event("MODIFIED", "a"),
  ]

  private func run(_ fault: Fault?, pieces: Int = 1 << 20) throws -> [[UInt8]] {
    let bytes = Array(Self.events.joined())
    let backend = RawBackend { _, _ in
      RawBackend.chunked(
        stride(from: 0, to: bytes.count, by: pieces).map { Array(bytes[$0..<min($0 + pieces, bytes.count)]) },
        type: "application/vnd.kubernetes.protobuf;stream=watch")
    }
    let proxy = try FaultProxy(backend: backend.endpoint)
    if let fault { proxy.add(.watch("pods"), .all, fault) }
    return exchange(proxy, "/api/v1/pods?watch=1", accept: "application/vnd.kubernetes.protobuf;stream=watch").chunks
  }

  @Test("Frames are cut by their length, however the bytes arrive", arguments: [1, 3, 5, 100, 1000])
  func frames(pieces: Int) throws { #expect(try run(nil, pieces: pieces) == Self.events) }

  @Test("Type, name and the end of the initial events are read")
  func patterns() throws {
    let events = Self.events
    #expect(try run(.events(EventPattern(type: "MODIFIED"), .drop)) == Array(events.prefix(3)))
    #expect(try run(.events(EventPattern(name: "a"), .drop)) == [events[1], events[2]])
    #expect(try run(.events(EventPattern(isInitialEventsEnd: true), .drop)) == [events[0], events[1], events[3]])
    #expect(try run(.events(EventPattern(.nth(1)), .swap)) == [events[1], events[0], events[2], events[3]])
    #expect(try run(.events(EventPattern(.nth(2)), .duplicate))[2] == events[1])
  }

  @Test("An ERROR event is a frame of its own, and garbage is framed")
  func errors() throws {
    let frames = try run(.events(EventPattern(.nth(2)), .errorBefore(.tooManyRequests)))
    try #require(frames.count == 5)
    let text = String(decoding: frames[1], as: UTF8.self)
    #expect(text.contains("ERROR") && text.contains("TooManyRequests"))
    #expect(frames[1].prefix(4).reduce(0) { $0 << 8 | Int($1) } == frames[1].count - 4)
    #expect(try run(.events(EventPattern(.nth(2)), .replace([1, 2, 3])))[1] == [0, 0, 0, 3, 1, 2, 3])
  }
}
