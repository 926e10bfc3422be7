extension WatchEventReader {
  /// The event that these bytes are, without the length in front.
  mutating func protobuf(_ bytes: UnsafeBufferPointer<UInt8>) -> WatchEvent<Object> {
    let expected = expected
    do throws(WireError) {
      return shared(
        try ProtobufReader.read(bytes, 0..<bytes.count, interner: &interner) { (reader) throws(WireError) in
          try Self.event(&reader, expected)
        })
    } catch { return .unreadable(error) }
  }

  private static func event(
    _ reader: inout ProtobufReader, _ expected: WireType
  ) throws(WireError) -> WatchEvent<Object> {
    var text = ""
    var object: Range<Int>?
    while reader.position < reader.end {
      switch try reader.tag() {
      case 1: text = try reader.string()
      case 2: object = try reader.rawExtension()
      default: try reader.skip()
      }
    }
    let kind = try Self.kind(text, offset: 0)
    guard let object else { throw WireError(expected: "an object", found: "an event without one", offset: 0) }
    reader.position = object.lowerBound
    reader.end = object.upperBound
    let start = object.lowerBound
    switch kind {
    case .bookmark: return try bookmark(try reader.message(expected: expected), offset: start)
    case .error:
      do throws(WireError) { return .error(try reader.message(expected: .status)) } catch {
        return .error(unreadableStatus(error))
      }
    case .added: return .added(try versioned(try reader.message(expected: expected), offset: start))
    case .modified: return .modified(try versioned(try reader.message(expected: expected), offset: start))
    case .deleted: return .deleted(try versioned(try reader.message(expected: expected), offset: start))
    }
  }
}

extension ProtobufReader {
  /// Reads `runtime.RawExtension`: where its bytes are.
  fileprivate mutating func rawExtension() throws(WireError) -> Range<Int> {
    let outer = try enter()
    var raw = position..<position
    while position < end {
      switch try tag() {
      case 1: raw = try lengthPrefixed("an object")
      default: try skip()
      }
    }
    leave(outer)
    return raw
  }
}
