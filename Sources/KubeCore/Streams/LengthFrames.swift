/// Cuts a stream into frames that each carry their length in front: four bytes, big endian
/// (apimachinery `serializer/protobuf`, `util/framer`).
struct LengthFrames {
  /// The length in front included.
  private var partial = PartialFrame()

  var isInsideFrame: Bool { !partial.isEmpty }

  mutating func feed<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, to reader: inout WatchEventReader<Object>,
    into events: inout [WatchEvent<Object>]
  ) throws(WireError) {
    var position = 0
    while position < bytes.count {
      if partial.isEmpty, bytes.count - position >= 4 {
        let end = position + 4 + (try Self.length(bytes[position..<position + 4]))
        if end <= bytes.count {
          events.append(reader.protobuf(UnsafeBufferPointer(rebasing: bytes[position + 4..<end])))
          position = end
          continue
        }
      }
      try complete(bytes, &position, &reader, &events)
    }
  }

  /// Takes what is missing of the frame that has begun, as far as it is there.
  private mutating func complete<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ reader: inout WatchEventReader<Object>,
    _ events: inout [WatchEvent<Object>]
  ) throws(WireError) {
    try take(upTo: 4, bytes, &position)
    guard partial.bytes.count >= 4 else { return }
    let length = 4 + (try Self.length(partial.bytes[..<4]))
    try take(upTo: length, bytes, &position)
    guard partial.bytes.count == length else { return }
    events.append(partial.bytes.withUnsafeBufferPointer { reader.protobuf(UnsafeBufferPointer(rebasing: $0[4...])) })
    partial.clear()
  }

  private mutating func take(
    upTo count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) throws(WireError) {
    let taken = min(max(0, count - partial.bytes.count), bytes.count - position)
    try partial.append(bytes, position..<position + taken)
    position += taken
  }

  private static func length(_ bytes: some Collection<UInt8>) throws(WireError) -> Int {
    let length = bytes.reduce(0) { $0 << 8 | Int($1) }
    // The bytes of the length itself count towards what is kept.
    guard length <= WireLimits.frame - 4 else { throw PartialFrame.tooLong(length) }
    return length
  }
}
