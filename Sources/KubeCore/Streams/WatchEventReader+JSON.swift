extension WatchEventReader {
  /// The event that starts at `position`, and its end; `nil` where it is not whole, or not readable.
  mutating func json(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: Int
  ) -> (event: WatchEvent<Object>, end: Int)? {
    let expected = expected
    do throws(WireError) {
      let (event, end) = try JSONReader.read(bytes, at: position, interner: &interner) { (reader) throws(WireError) in
        let event = try Self.event(&reader, expected)
        return (event, reader.position)
      }
      return (shared(event), end)
    } catch { return nil }
  }

  /// The event that these bytes are.
  mutating func json(_ bytes: UnsafeBufferPointer<UInt8>) -> WatchEvent<Object> {
    let expected = expected
    do throws(WireError) {
      return shared(
        try JSONReader.read(bytes, interner: &interner) { (reader) throws(WireError) in
          try Self.event(&reader, expected)
        })
    } catch { return .unreadable(error) }
  }

  private static func event(_ reader: inout JSONReader, _ expected: WireType) throws(WireError) -> WatchEvent<Object> {
    let start = reader.position
    var kind: Kind?
    var object: Int?
    var event: WatchEvent<Object>?
    if try reader.enter("{", "an object") {
      repeat {
        switch try reader.name(among: watchEventFields)?.number {
        case 1:
          kind = try Self.kind(try reader.string(), offset: start)
          event = nil
        case 2:
          object = reader.position
          if let kind { event = try self.object(kind, &reader, expected) } else { try reader.skip() }
        default: try reader.skip()
        }
      } while try reader.next("}")
    }
    if let event { return event }
    guard let kind else { throw WireError(expected: "a type", found: "an event without one", offset: start) }
    guard let object else { throw WireError(expected: "an object", found: "an event without one", offset: start) }
    let end = reader.position
    reader.position = object
    defer { reader.position = end }
    return try self.object(kind, &reader, expected)
  }

  private static func object(
    _ kind: Kind, _ reader: inout JSONReader, _ expected: WireType
  ) throws(WireError) -> WatchEvent<Object> {
    let start = reader.position
    let depth = reader.depth
    switch kind {
    case .bookmark: return try bookmark(try reader.message(expected: expected), offset: start)
    case .error:
      do throws(WireError) { return .error(try reader.message(expected: .status)) } catch {
        reader.position = start
        reader.depth = depth
        try reader.skip()
        return .error(unreadableStatus(error))
      }
    case .added: return .added(try versioned(try reader.message(expected: expected), offset: start))
    case .modified: return .modified(try versioned(try reader.message(expected: expected), offset: start))
    case .deleted: return .deleted(try versioned(try reader.message(expected: expected), offset: start))
    }
  }
}

/// `metav1.WatchEvent`.
private let watchEventFields = [WireField("type", 1), WireField("object", 2)]
