/// Walks through a protobuf list whose bytes arrive in pieces: the magic, the fields of `runtime.Unknown`, and inside of
/// its `raw` those of the list.
struct ProtobufListMachine {
  /// A tag and a length take at most this many bytes.
  private static let longestHeader = 20

  private var partial = PartialFrame()
  private var hasMagic = false
  private var hasList = false
  /// Bytes of the list that are still to come; `nil` outside of it.
  private var remaining: Int?

  /// Whether the bytes may end here.
  var isClosed: Bool { hasList && remaining == nil && partial.isEmpty }

  private struct Header {
    var field: UInt32
    /// Tag and length.
    var count: Int
    /// The value behind them.
    var length: Int
    var hasLength: Bool
  }

  mutating func feed<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, to reader: inout ListItemReader<Object>, into objects: inout [Object]
  ) throws(WireError) {
    var position = 0
    try takeMagic(bytes, &position)
    while position < bytes.count {
      if !partial.isEmpty {
        try complete(bytes, &position, &reader, &objects)
        continue
      }
      guard let header = try Self.header(UnsafeBufferPointer(rebasing: bytes[position...])) else {
        try keep(bytes, position..<bytes.count)
        return
      }
      if try enter(header) {
        position += header.count
        continue
      }
      let end = position + header.count + header.length
      guard end <= bytes.count else {
        try keep(bytes, position..<bytes.count)
        return
      }
      try read(header, bytes, position..<end, &reader, &objects)
      position = end
    }
  }

  private mutating func takeMagic(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(WireError) {
    guard !hasMagic else { return }
    let missing = ProtobufEnvelope.magic.dropFirst(partial.bytes.count).prefix(bytes.count)
    guard bytes.prefix(missing.count).elementsEqual(missing) else {
      throw WireError(expected: "an object of Kubernetes in protobuf", found: "other bytes", offset: 0)
    }
    position = missing.count
    try partial.append(bytes, 0..<missing.count)
    guard partial.bytes.count == ProtobufEnvelope.magic.count else { return }
    hasMagic = true
    partial.clear()
  }

  /// Adds to the field that has begun what is missing of it, as far as it is there.
  private mutating func complete<Object: Resource>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ reader: inout ListItemReader<Object>,
    _ objects: inout [Object]
  ) throws(WireError) {
    guard let header = try partial.bytes.withUnsafe(Self.header) else {
      try keep(bytes, position..<position + 1)
      position += 1
      // The list itself is walked into as soon as its length is known.
      if let header = try partial.bytes.withUnsafe(Self.header), try enter(header) { partial.clear() }
      return try finishPartial(&reader, &objects)
    }
    let missing = header.count + header.length - partial.bytes.count
    let taken = min(missing, bytes.count - position)
    try keep(bytes, position..<position + taken)
    position += taken
    try finishPartial(&reader, &objects)
  }

  private mutating func finishPartial<Object: Resource>(
    _ reader: inout ListItemReader<Object>, _ objects: inout [Object]
  ) throws(WireError) {
    guard let header = try partial.bytes.withUnsafe(Self.header),
      partial.bytes.count == header.count + header.length
    else { return }
    var whole = PartialFrame()
    swap(&whole, &partial)
    defer {
      whole.clear()
      swap(&whole, &partial)
    }
    try whole.bytes.withUnsafe { (buffer) throws(WireError) in
      try read(header, buffer, 0..<buffer.count, &reader, &objects)
    }
  }

  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(WireError) {
    try partial.append(bytes, range)
  }

  // MARK: Fields

  /// Whether this is the header of the list itself, which is then walked into; other fields must fit.
  private mutating func enter(_ header: Header) throws(WireError) -> Bool {
    if let remaining {
      guard header.length <= remaining - header.count else {
        throw WireError(expected: "a field of the list", found: "a length beyond it", offset: 0)
      }
      return false
    }
    guard header.field == 2, header.hasLength else { return false }
    guard !hasList else { throw WireError(expected: "one list", found: "two", offset: 0) }
    hasList = true
    remaining = header.length > 0 ? header.length : nil
    return true
  }

  private mutating func read<Object: Resource>(
    _ header: Header, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ reader: inout ListItemReader<Object>, _ objects: inout [Object]
  ) throws(WireError) {
    guard let left = remaining else { return try reader.envelopeField(bytes, range) }
    let value = range.lowerBound + header.count..<range.upperBound
    if header.field <= 2, !header.hasLength {
      throw WireError(expected: "a message", found: "another wire type", offset: range.lowerBound)
    }
    switch header.field {
    case 1: try reader.listMetadata(bytes, value)
    case 2: try reader.item(bytes, value, into: &objects)
    default: break
    }
    remaining = left > range.count ? left - range.count : nil
  }

  /// Reads tag and length; `nil` where they are not there whole.
  private static func header(_ bytes: UnsafeBufferPointer<UInt8>) throws(WireError) -> Header? {
    let isCut = bytes.count < longestHeader
    var interner = StringInterner(bits: 0)
    do throws(WireError) {
      return try ProtobufReader.read(bytes, 0..<min(bytes.count, longestHeader), interner: &interner) {
        (reader) throws(WireError) in
        let field = try reader.tag()
        return try header(field, &reader)
      }
    } catch {
      if isCut, error.found == ProtobufReader.endOfMessage { return nil }
      throw error
    }
  }

  private static func header(_ field: UInt32, _ reader: inout ProtobufReader) throws(WireError) -> Header {
    var length: UInt64 = 0
    switch reader.coding {
    case .length:
      length = try reader.varint()
    case .varint: _ = try reader.varint()
    case .fixed64: length = 8
    case .fixed32: length = 4
    case .startGroup, .endGroup:
      throw WireError(expected: "a field of a list", found: "a group", offset: reader.position)
    }
    // The list itself may be as long as it likes.
    guard length <= UInt64(WireLimits.frame) || field == 2 && length < 1 << 62 else {
      throw WireError(
        expected: "at most \(WireLimits.frame) bytes", found: "\(length) bytes", offset: reader.position)
    }
    return Header(field: field, count: reader.position, length: Int(length), hasLength: reader.coding == .length)
  }
}

extension [UInt8] {
  /// Lends the bytes to a body that throws by type.
  fileprivate func withUnsafe<Value>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    let result = withUnsafeBufferPointer { buffer -> Result<Value, WireError> in
      do throws(WireError) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
