/// Cuts a watch's bytes into events: JSON at the end of each value, protobuf by its length prefix.
struct WatchSplitter {
  let isProtobuf: Bool
  private var queue = ByteQueue()

  init(isProtobuf: Bool) { self.isProtobuf = isProtobuf }

  /// The events that are whole with `bytes`.
  mutating func frames(adding bytes: [UInt8]) -> [WatchFrame] {
    queue.append(bytes)
    var frames: [WatchFrame] = []
    while let frame = isProtobuf ? nextProtobuf() : nextJSON() { frames.append(frame) }
    return frames
  }

  /// What is left of an event that never became whole.
  var remainder: [UInt8] { Array(queue.unread) }

  private mutating func nextProtobuf() -> WatchFrame? {
    guard queue.count >= 4 else { return nil }
    let length = queue.unread.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard queue.count >= 4 + length else { return nil }
    return WatchFrame(protobuf: Array(queue.take(4 + length)))
  }

  private mutating func nextJSON() -> WatchFrame? {
    let blanks = queue.unread.prefix(while: JSONMembers.isBlank).count
    let value = queue.unread.dropFirst(blanks)
    guard !value.isEmpty, let end = JSONMembers.valueEnd(value), end > value.startIndex else { return nil }
    let frame = Array(queue.take(blanks + end - value.startIndex).dropFirst(blanks))
    return WatchFrame(json: frame + [0x0A])
  }
}
