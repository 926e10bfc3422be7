/// Walks through a JSON list whose bytes arrive in pieces: the members of the document one by one, and those of `items`
/// one by one. The order of members does not matter.
struct JSONListMachine {
  private enum State {
    case start
    /// Behind `{`: a member or the end.
    case firstMember
    /// Behind a comma: a member.
    case member
    case colon
    case value
    case afterValue
    /// Behind `[`: an item or the end.
    case firstItem
    case item
    case afterItem
    case end
  }

  private var state = State.start
  private var name = ""
  private var hasItems = false
  private var scanner = JSONValueScanner()
  private var partial = PartialFrame()
  /// As long as the last item: a guess of how long the next one is.
  private var expected = 0

  var isClosed: Bool { state == .end }

  mutating func feed<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, to reader: inout ListItemReader<Object>, into objects: inout [Object]
  ) throws(WireError) {
    var position = 0
    while true {
      if !scanner.isActive { JSONFrames.skipWhitespace(bytes, &position) }
      guard position < bytes.count else { return }
      switch state {
      case .start, .firstMember, .colon, .afterValue, .firstItem, .afterItem, .end: try step(bytes, &position)
      case .member: try readName(bytes, &position)
      case .value: try readValue(bytes, &position, &reader)
      case .item: try readItem(bytes, &position, &reader, &objects)
      }
    }
  }

  /// Takes one byte of the list's own structure, or none where a name or an item begins.
  private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(WireError) {
    let byte = bytes[position]
    switch (state, byte) {
    case (.start, UInt8(ascii: "{")): state = .firstMember
    case (.firstMember, UInt8(ascii: "}")), (.afterValue, UInt8(ascii: "}")): state = .end
    case (.colon, UInt8(ascii: ":")): state = .value
    case (.afterValue, UInt8(ascii: ",")): state = .member
    case (.firstItem, UInt8(ascii: "]")), (.afterItem, UInt8(ascii: "]")): state = .afterValue
    case (.afterItem, UInt8(ascii: ",")): state = .item
    case (.firstMember, _):
      state = .member
      return
    case (.firstItem, _):
      state = .item
      return
    default:
      throw WireError(expected: expectation, found: "the byte 0x\(String(byte, radix: 16))", offset: position)
    }
    position += 1
  }

  private var expectation: String {
    switch state {
    case .start: "an object"
    case .colon: "':'"
    case .afterItem: "',' or ']'"
    case .end: "the end of the input"
    default: "',' or '}'"
    }
  }

  private mutating func readName(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(WireError) {
    guard scanner.isActive || bytes[position] == UInt8(ascii: "\"") else {
      throw WireError(expected: "a name in quotes", found: "something else", offset: position)
    }
    guard let range = try take(bytes, &position) else { return }
    name = try whole(bytes, range) { (text) throws(WireError) in
      var interner = StringInterner(bits: 0)
      return try JSONReader.read(text, interner: &interner) { (reader) throws(WireError) in try reader.string() }
    }
    state = .colon
  }

  private mutating func readValue<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ reader: inout ListItemReader<Object>
  ) throws(WireError) {
    if !scanner.isActive, name == "items" {
      guard !hasItems else { throw WireError(expected: "one list of items", found: "two", offset: position) }
      hasItems = true
      if bytes[position] == UInt8(ascii: "[") {
        position += 1
        state = .firstItem
        return
      }
    }
    guard let range = try take(bytes, &position) else { return }
    let name = name
    try whole(bytes, range) { (value) throws(WireError) in try reader.member(name, value) }
    state = .afterValue
  }

  private mutating func readItem<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ reader: inout ListItemReader<Object>,
    _ objects: inout [Object]
  ) throws(WireError) {
    // Most items lie whole in their piece and can be read without looking for their end first.
    if !scanner.isActive, bytes.count - position >= expected,
      let end = try? reader.item(bytes, at: position, into: &objects)
    {
      expected = end - position
      position = end
      state = .afterItem
      return
    }
    guard let range = try take(bytes, &position) else { return }
    expected = partial.bytes.count + range.count
    try whole(bytes, range) { (item) throws(WireError) in
      guard try reader.item(item, at: 0, into: &objects) == item.count else {
        throw WireError(expected: "an object", found: "more than one", offset: position)
      }
    }
    state = .afterItem
  }

  // MARK: Values in pieces

  /// The last piece of a value; `nil` where its end has not arrived, and what is there is kept.
  private mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) throws(WireError) -> Range<Int>? {
    guard let end = scanner.scan(bytes, from: position) else {
      try partial.append(bytes, position..<bytes.count)
      position = bytes.count
      return nil
    }
    defer { position = end }
    return position..<end
  }

  /// Lends all bytes of the value whose last piece is in `range`.
  private mutating func whole<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ body: (UnsafeBufferPointer<UInt8>) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    guard !partial.isEmpty else { return try body(UnsafeBufferPointer(rebasing: bytes[range])) }
    try partial.append(bytes, range)
    let result = partial.bytes.withUnsafeBufferPointer { buffer -> Result<Value, WireError> in
      do throws(WireError) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    partial.clear()
    return try result.get()
  }
}
