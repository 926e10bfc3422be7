import KubeCore
import Support
import Testing

/// Cut, bent and split answers end in a value or an error, never in a trap, and never in half a list.
@Suite("Hostile bytes")
struct HostileBytesTests {
  private static let formats = [WireFormat.json, .protobuf]

  /// What a recorded list gives, whole.
  private struct Whole<Object: Resource>: Equatable {
    let meta: ListMeta
    let objects: [Object]

    init(_ pieces: [[UInt8]], _ format: WireFormat) throws(WireError) {
      (meta, objects) = try ListDecoder<Object>.read(pieces, format)
    }
  }

  @Test("A list cut at any byte is refused, unless nothing is missing of it", arguments: RecordedPair.lists, formats)
  func cutLists(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let bytes = try pair.bytes(format)
      let whole = try Whole<Object>([bytes], format)
      var decoder = ListDecoder<Object>(format)
      var objects: [Object] = []
      var accepted: [Int] = []
      for (offset, byte) in bytes.enumerated() {
        if let meta = try? decoder.finish() {
          accepted.append(offset)
          #expect(meta == whole.meta && objects == whole.objects)
        }
        try decoder.feed([byte], into: &objects)
      }
      #expect(try decoder.finish() == whole.meta)
      #expect(objects == whole.objects)
      // In JSON the line's end may be missing; in protobuf the empty contentEncoding and contentType.
      #expect(accepted == (format == .json ? [bytes.count - 1] : [bytes.count - 4, bytes.count - 2]))
    }
    try check(pair.type)
  }

  @Test("An object cut at any byte is refused, unless nothing is missing of it", arguments: RecordedPair.lists, formats)
  func cutObjects(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      guard var tree = try pair.trees().first else { return }
      tree["kind"] = .string(type.wireType.kind)
      tree["apiVersion"] = .string(type.wireType.apiVersion)
      let bytes =
        format == .json ? JSONWriter(isPretty: false).bytes(tree) : try ProtobufWriter.envelope(tree, as: type)
      let whole: Object = try format.decode(from: bytes)
      for count in 0..<bytes.count {
        guard let object: Object = try? format.decode(from: Array(bytes.prefix(count))) else { continue }
        #expect(object == whole && count >= bytes.count - 4, "cut at \(count)")
      }
      #expect(throws: WireError.self) { try format.decodeStatus(from: bytes) }
    }
    try check(pair.type)
  }

  @Test("A watch cut at any byte gives the events that are whole", arguments: RecordedPair.watches, formats)
  func cutWatches(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let bytes = try pair.bytes(format)
      let whole = WatchDecoder<Object>.read([bytes], format)
      var decoder = WatchDecoder<Object>(format)
      var events: [WatchEvent<Object>] = []
      for (offset, byte) in bytes.enumerated() {
        try decoder.feed([byte], into: &events)
        guard events.count <= whole.events.count else { return #expect(Bool(false), "more at \(offset)") }
      }
      #expect(events == whole.events)
      #expect(!decoder.isInsideEvent)
    }
    try check(pair.type)
  }

  @Test("However a list is cut into pieces, its objects are the same", arguments: RecordedPair.lists, formats)
  func splitLists(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let bytes = try pair.bytes(format)
      let whole = try Whole<Object>([bytes], format)
      var random = SplitMix64(seed: 11)
      for limit: UInt64 in [3, 40, 700, 5000] {
        for _ in 0..<4 {
          let pieces = Pieces.cut(bytes) { Int(random.next() % limit) }
          #expect(try Whole<Object>(pieces, format) == whole)
        }
      }
    }
    try check(pair.type)
  }

  @Test("However a watch is cut into pieces, its events are the same", arguments: RecordedPair.watches, formats)
  func splitWatches(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let bytes = try pair.bytes(format)
      // One event among them cannot be read.
      let broken = format == .json ? Array(#"{"type":"ADDED","object":{"a":[1,]}}"#.utf8) : [0, 0, 0, 2, 0x0A, 0x09]
      let stream = bytes + broken + bytes
      let whole = WatchDecoder<Object>.read([stream], format)
      #expect(whole.error == nil)
      var random = SplitMix64(seed: 12)
      for limit: UInt64 in [3, 40, 700, 5000] {
        for _ in 0..<4 {
          let pieces = Pieces.cut(stream) { Int(random.next() % limit) }
          let (events, error) = WatchDecoder<Object>.read(pieces, format)
          #expect(events == whole.events && error == nil)
        }
      }
    }
    try check(pair.type)
  }

  /// Every byte where the code is optimised, every 31st where it is not.
  private static var stride: Int {
    #if DEBUG
      31
    #else
      1
    #endif
  }

  @Test("A list or a watch with one changed byte ends in values or an error", arguments: RecordedPair.lists, formats)
  func changedBytes(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let original = try pair.bytes(format)
      var random = SplitMix64(seed: 13)
      var refused = 0
      for offset in Swift.stride(from: 0, to: original.count, by: Self.stride) {
        var bytes = original
        bytes[offset] ^= UInt8(truncatingIfNeeded: 1 << (random.next() % 8))
        do throws(WireError) {
          _ = try Whole<Object>([bytes], format)
        } catch {
          refused += 1
          #expect(!error.expected.isEmpty && !error.found.isEmpty)
        }
      }
      #expect(refused > 0)
    }
    try check(pair.type)
  }

  @Test("A watch with one changed byte ends in events or an error", arguments: RecordedPair.watches, formats)
  func changedWatches(pair: RecordedPair, format: WireFormat) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let original = try pair.bytes(format)
      let whole = WatchDecoder<Object>.read([original], format)
      var different = 0
      for offset in Swift.stride(from: 0, to: original.count, by: Self.stride) {
        var bytes = original
        bytes[offset] ^= 0x80
        let (events, error) = WatchDecoder<Object>.read([bytes], format)
        if events != whole.events || error != nil { different += 1 }
      }
      #expect(different > 0)
    }
    try check(pair.type)
  }
}
