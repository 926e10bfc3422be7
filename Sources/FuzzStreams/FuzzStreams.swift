import FuzzSupport
import KubeCore
import Support

/// Lists and watches in both formats: cut into pieces anywhere they are what they are in one piece. The first byte of an
/// input chooses the decoder, the second the pieces.
@main
enum FuzzStreams {
  static func main() { Fuzzer.run(fuzz) }

  static func check(_ bytes: [UInt8]) {
    guard bytes.count > 2 else { return }
    let stream = Array(bytes.dropFirst(2))
    let format = bytes[0] & 1 == 0 ? WireFormat.json : .protobuf
    for pieces in [stream.map { [$0] }, cut(stream, seed: bytes[1])] {
      if bytes[0] & 2 == 0 { checkList(stream, pieces, format) } else { checkWatch(stream, pieces, format) }
    }
  }

  private static func cut(_ bytes: [UInt8], seed: UInt8) -> [[UInt8]] {
    var random = SplitMix64(seed: UInt64(seed))
    let longest = UInt64(seed) * 4 + 1
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int(random.next() % longest) + 1)
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }

  // MARK: Lists

  private struct List: Equatable {
    var objects: [NetworkPolicy] = []
    var metadata: ListMeta?
    var expected = ""
    var path: [WireError.Segment] = []
  }

  private static func list(_ pieces: [[UInt8]], _ format: WireFormat) -> List {
    var decoder = ListDecoder<NetworkPolicy>(format)
    var list = List()
    do throws(WireError) {
      for piece in pieces { try decoder.feed(piece, into: &list.objects) }
      list.metadata = try decoder.finish()
    } catch {
      list.expected = error.expected
      list.path = error.path
    }
    return list
  }

  private static func checkList(_ stream: [UInt8], _ pieces: [[UInt8]], _ format: WireFormat) {
    let whole = list([stream], format)
    expectEqual(list(pieces, format), whole, "A list in pieces differs from the whole one")
    guard whole.metadata != nil, format == .json else { return }
    let envelope = try? JSONReader.read(stream) { (reader) throws(WireError) in
      let envelope = try reader.envelope()
      guard reader.isAtEnd() else { throw WireError(expected: "the end", found: "more", offset: reader.position) }
      return envelope
    }
    expectEqual(envelope?.kind, "NetworkPolicyList", "A list that was accepted is none")
    expectEqual(envelope?.items?.count ?? 0, whole.objects.count, "The number of items")
  }

  // MARK: Watches

  private static func watch(
    _ pieces: [[UInt8]], _ format: WireFormat
  ) -> (events: [WatchEvent<NetworkPolicy>], expected: String?, isInside: Bool) {
    var decoder = WatchDecoder<NetworkPolicy>(format)
    var events: [WatchEvent<NetworkPolicy>] = []
    do throws(WireError) {
      for piece in pieces { try decoder.feed(piece, into: &events) }
    } catch { return (events, error.expected, false) }
    return (events, nil, decoder.isInsideEvent)
  }

  private static func checkWatch(_ stream: [UInt8], _ pieces: [[UInt8]], _ format: WireFormat) {
    let whole = watch([stream], format)
    let cut = watch(pieces, format)
    expectEqual(cut.events, whole.events, "A watch in pieces differs from the whole one")
    expectEqual(cut.expected, whole.expected, "A watch in pieces ends otherwise")
    expectEqual(cut.isInside, whole.isInside, "A watch in pieces stands elsewhere")
    for event in whole.events { check(event) }
  }

  private static func check(_ event: WatchEvent<NetworkPolicy>) {
    switch event {
    case .added(let object), .modified(let object), .deleted(let object):
      expect(!object.metadata.resourceVersion.isEmpty, "An object without a resourceVersion")
    case .bookmark(let version, _): expect(!version.isEmpty, "A bookmark without a resourceVersion")
    case .unreadable(let error): expect(!error.expected.isEmpty && !error.found.isEmpty, "An error without words")
    case .error: break
    }
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzStreams.check(Fuzzer.bytes(data, count))
  return 0
}
