/// Cuts a stream of JSON objects into its objects.
struct JSONFrames {
  private var partial = PartialFrame()
  private var scanner = JSONValueScanner()
  /// As long as the last object: a guess of how long the next one is.
  private var expected = 0

  var isInsideFrame: Bool { scanner.isActive }

  mutating func feed<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, to reader: inout WatchEventReader<Object>,
    into events: inout [WatchEvent<Object>]
  ) throws(WireError) {
    var position = 0
    while true {
      if !scanner.isActive {
        Self.skipWhitespace(bytes, &position)
        guard position < bytes.count else { return }
        guard bytes[position] == UInt8(ascii: "{") else { throw Self.noObject(bytes[position], position) }
        // Most objects lie whole in their piece and can be read without looking for their end first.
        if bytes.count - position >= expected, let read = reader.json(bytes, from: position) {
          events.append(read.event)
          expected = read.end - position
          position = read.end
          continue
        }
      }
      guard let end = scanner.scan(bytes, from: position) else {
        try partial.append(bytes, position..<bytes.count)
        return
      }
      try finish(bytes, position..<end, &reader, &events)
      position = end
    }
  }

  private mutating func finish<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ reader: inout WatchEventReader<Object>,
    _ events: inout [WatchEvent<Object>]
  ) throws(WireError) {
    guard !partial.isEmpty else {
      expected = range.count
      events.append(reader.json(UnsafeBufferPointer(rebasing: bytes[range])))
      return
    }
    try partial.append(bytes, range)
    expected = partial.bytes.count
    events.append(partial.bytes.withUnsafeBufferPointer { reader.json($0) })
    partial.clear()
  }

  static func skipWhitespace(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  static func noObject(_ byte: UInt8, _ offset: Int) -> WireError {
    WireError(expected: "an object", found: "the byte 0x\(String(byte, radix: 16))", offset: offset)
  }
}
