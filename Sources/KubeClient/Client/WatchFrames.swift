import KubeCore

/// Cuts the body of a watch into events, one JSON document after another.
struct WatchFrames<Object: Resource> {
  /// The longest event; objects of more than 1.5 MiB cannot be stored.
  private let limit = 16 << 20
  private var rest: [UInt8] = []
  private var interner = StringInterner()

  init() {}

  mutating func append(_ chunk: [UInt8]) throws(WireError) -> [WatchEvent<Object>] {
    rest += chunk
    var events: [WatchEvent<Object>] = []
    var start = 0
    while let end = rest[start...].firstIndex(of: 0x0A) {
      if end > start { events.append(event(start)) }
      start = end + 1
    }
    rest.removeFirst(start)
    guard rest.count <= limit else {
      throw WireError(expected: "an event of at most \(limit >> 20) MiB", found: "a larger one", offset: 0)
    }
    return events
  }

  private mutating func event(_ start: Int) -> WatchEvent<Object> {
    do throws(WireError) {
      let type = try JSONReader.read(rest, at: start) { (reader) throws(WireError) in
        var frame = FrameType()
        try reader.message(into: &frame)
        return frame.type
      }
      guard
        let offset = try JSONReader.read(
          rest, at: start, { (reader) throws(WireError) in try reader.offset(of: [.field("object")]) })
      else { throw WireError(expected: "an object", found: "none", offset: start) }
      return try event(type, offset)
    } catch {
      return .unreadable(error)
    }
  }

  private mutating func event(_ type: String, _ offset: Int) throws(WireError) -> WatchEvent<Object> {
    switch type {
    case "ADDED": return .added(try message(offset))
    case "MODIFIED": return .modified(try message(offset))
    case "DELETED": return .deleted(try message(offset))
    case "BOOKMARK":
      let bookmark: Bookmark = try message(offset)
      return .bookmark(resourceVersion: bookmark.resourceVersion, isInitialEventsEnd: bookmark.isInitialEventsEnd)
    case "ERROR": return .error(try message(offset))
    default: throw WireError(expected: "a type of event", found: WireError.quoted(type), offset: offset)
    }
  }

  private mutating func message<Message: WireMessage>(_ offset: Int) throws(WireError) -> Message {
    try JSONReader.read(rest, at: offset, interner: &interner) { (reader) throws(WireError) in
      reader.keepsManagedFields = Object.keepsManagedFields
      var message = Message()
      try reader.message(into: &message)
      return message
    }
  }
}

private struct FrameType: WireMessage {
  var type = ""

  static let wireFields = [WireField("type", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { type = try reader.string() }
  }
}

private struct Bookmark: WireMessage {
  private struct Metadata: WireMessage {
    var resourceVersion = ""
    var isInitialEventsEnd = false

    static let wireFields = [WireField("resourceVersion", 6), WireField("annotations", 12)]

    mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
      switch field {
      case 6: resourceVersion = try reader.string()
      case 12:
        try reader.pairs { key, value in
          if key == "k8s.io/initial-events-end", value == "true" { isInitialEventsEnd = true }
        }
      default: break
      }
    }
  }

  private var metadata = Metadata()

  var resourceVersion: String { metadata.resourceVersion }
  var isInitialEventsEnd: Bool { metadata.isInitialEventsEnd }

  init() {}

  static let wireFields = [WireField("metadata", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { try reader.message(into: &metadata) }
  }
}
