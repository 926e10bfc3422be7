import KubeCore
import Support
import Testing

@Suite("Watch decoder")
struct WatchDecoderTests {
  private func read(_ text: String) -> (events: [WatchEvent<Namespace>], error: WireError?) {
    WatchDecoder<Namespace>.read([Array(text.utf8)], .json)
  }

  private static func event(_ type: String, _ name: String) -> String {
    #"{"type":"\#(type)","object":{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"\#(name)","#
      + #""resourceVersion":"5"}}}"#
  }

  private func namespace(_ name: String) -> Namespace {
    var namespace = Namespace()
    namespace.metadata.name = name
    namespace.metadata.resourceVersion = "5"
    return namespace
  }

  @Test("Events are read by value, whatever stands between them", arguments: ["", "\n", " \r\n\t"])
  func byValue(separator: String) {
    let text = ["ADDED", "MODIFIED", "DELETED"].map { Self.event($0, "a") }.joined(separator: separator)
    let (events, error) = read(separator + text + separator)
    #expect(error == nil)
    #expect(events == [.added(namespace("a")), .modified(namespace("a")), .deleted(namespace("a"))])
  }

  @Test("An event over several lines, or with its object in front, is read")
  func shapes() {
    let object = #"{"metadata":{"resourceVersion":"5","name":"a}]{\""},"apiVersion":"v1","kind":"Namespace"}"#
    let (events, error) = read("{\n \"object\": \(object),\n \"other\": [1],\n \"type\": \"ADDED\"\n}\n")
    #expect(error == nil)
    #expect(events == [.added(namespace("a}]{\""))])
  }

  @Test(
    "What cannot be read is skipped, and the next event is read",
    arguments: [
      (event("RENAMED", "x"), "found \"RENAMED\""), (event("", "x"), "found \"\""),
      (#"{"type":"ADDED"}"#, "expected an object, found an event without one"),
      (#"{"object":{"kind":"Namespace"}}"#, "expected a type, found an event without one"), ("{}", "expected a type"),
      (#"{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{}}}"#, "found v1 Pod"),
      (#"{"type":"ADDED","object":{"metadata":{"resourceVersion":"5"}}}"#, "found an object without a kind"),
      (#"{"type":"ADDED","object":{"kind":"Namespace","apiVersion":"v1","metadata":{"name":5}}}"#, "metadata.name"),
      (#"{"type":"ADDED","object":{"kind":"Namespace","apiVersion":"v1","metadata":{}}}"#, "a resourceVersion"),
      (#"{"type":"BOOKMARK","object":{"kind":"Namespace","apiVersion":"v1","metadata":{}}}"#, "a resourceVersion"),
      (#"{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"5"}}}"#, "v1 Pod"),
      (#"{"type":"ADDED","object":{]}"#, "a name in quotes"), (#"{"type":1}"#, "expected a string"),
      (#"{"type":"ADDED","object":"\ud800"}"#, "expected an object"),
    ])
  func unreadable(text: String, message: String) {
    let (events, error) = read(Self.event("ADDED", "a") + text + "\n" + Self.event("DELETED", "b"))
    #expect(error == nil)
    #expect(events.count == 3)
    #expect(events.first == .added(namespace("a")) && events.last == .deleted(namespace("b")))
    guard case .unreadable(let reason) = events[1] else { return #expect(Bool(false), "\(events[1])") }
    #expect(reason.message.contains(message), "\(reason.message)")
  }

  @Test("An ERROR is an error even where its Status cannot be read")
  func errors() {
    let (events, error) = read(
      #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Gone","code":410}}"#
        + #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":"x"}}{"type":"ERROR","object":[]}"#)
    #expect(error == nil)
    let statuses = events.compactMap { if case .error(let status) = $0 { status } else { nil } }
    #expect(statuses.map(\.code) == [410, 500, 500])
    #expect(statuses.map(\.reason) == ["Gone", "InternalError", "InternalError"])
    #expect(statuses.last?.details.causes.first?.reason == "ClientWatchDecoding")
  }

  @Test("A bookmark tells the end of the initial events from others")
  func bookmarks() {
    let metadata = [
      #"{"resourceVersion":"6"}"#, #"{"resourceVersion":"7","annotations":{"k8s.io/initial-events-end":"true"}}"#,
      #"{"resourceVersion":"8","annotations":{"k8s.io/initial-events-end":"no"}}"#,
    ]
    let (events, _) = read(
      metadata.map { #"{"type":"BOOKMARK","object":{"kind":"Namespace","apiVersion":"v1","metadata":\#($0)}}"# }
        .joined())
    #expect(
      events == [
        .bookmark(resourceVersion: "6", isInitialEventsEnd: false),
        .bookmark(resourceVersion: "7", isInitialEventsEnd: true),
        .bookmark(resourceVersion: "8", isInitialEventsEnd: false),
      ])
  }

  @Test(
    "What is no stream of events ends it, once and for all", arguments: ["<html>", "[]", "null", "}", "\"a\"", "5"])
  func fatal(text: String) {
    var decoder = WatchDecoder<Namespace>(.json)
    var events: [WatchEvent<Namespace>] = []
    let error = #expect(throws: WireError.self) {
      try decoder.feed(Array((Self.event("ADDED", "a") + text).utf8), into: &events)
    }
    #expect(events == [.added(namespace("a"))])
    let again = #expect(throws: WireError.self) {
      try decoder.feed(Array(Self.event("ADDED", "b").utf8), into: &events)
    }
    #expect(again == error)
    #expect(events.count == 1)
  }

  @Test("A frame above the limit ends the stream, in JSON when it is reached and in protobuf when it is announced")
  func limit() {
    var json = WatchDecoder<Namespace>(.json)
    var events: [WatchEvent<Namespace>] = []
    let piece = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
    let error = #expect(throws: WireError.self) {
      try json.feed(Array("{".utf8), into: &events)
      for _ in 0..<17 { try json.feed(piece, into: &events) }
    }
    #expect(error?.expected == "at most 16777216 bytes")
    for length: [UInt8] in [[0x01, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]] {
      for pieces in [[length], length.map { [$0] }, [length + [0]]] {
        #expect(WatchDecoder<Namespace>.read(pieces, .protobuf).error?.expected == "at most 16777216 bytes")
      }
    }
    #expect(events.isEmpty)
  }

  @Test("A protobuf frame that cannot be read is skipped by its length")
  func protobufUnreadable() throws {
    let good = ProtobufWriter.watchFrame(
      type: "ADDED",
      object: try ProtobufWriter.envelope(
        ["metadata": ["name": "a", "resourceVersion": "5"]], as: Namespace.self))
    let wrongKind = ProtobufWriter.watchFrame(
      type: "ADDED", object: try ProtobufWriter.envelope(["metadata": ["resourceVersion": "5"]], as: Node.self))
    let bad: [[UInt8]] = [
      [0, 0, 0, 0], [0, 0, 0, 3, 0xFF, 0xFF, 0xFF], wrongKind,
      ProtobufWriter.watchFrame(type: "ADDED", object: []), ProtobufWriter.watchFrame(type: "NEW", object: [1]),
    ]
    let (events, error) = WatchDecoder<Namespace>.read([good] + bad + [good], .protobuf)
    #expect(error == nil)
    #expect(events.count == 7)
    #expect(events.first == .added(namespace("a")) && events.last == events.first)
    for event in events.dropFirst().dropLast() {
      guard case .unreadable = event else { return #expect(Bool(false), "\(event)") }
    }
    let failed = ProtobufWriter.watchFrame(type: "ERROR", object: [1, 2, 3])
    guard case .error(let status)? = WatchDecoder<Namespace>.read([failed], .protobuf).events.first else {
      return #expect(Bool(false), "no error")
    }
    #expect(status.code == 500)
  }

  @Test("A stream that ends inside of an event says so")
  func endsInside() throws {
    var decoder = WatchDecoder<Namespace>(.json)
    var events: [WatchEvent<Namespace>] = []
    let text = Array(Self.event("ADDED", "a").utf8)
    try decoder.feed(text + text.prefix(20), into: &events)
    #expect(events.count == 1 && decoder.isInsideEvent)
    try decoder.feed(Array(text.dropFirst(20)) + [0x0A], into: &events)
    #expect(events.count == 2 && !decoder.isInsideEvent)
  }
}
