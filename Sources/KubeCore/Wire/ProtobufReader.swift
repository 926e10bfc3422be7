package import Support

/// Reads protobuf straight into slim messages; what is not wanted is passed over by its length.
///
/// Encoding: protobuf 2 as `generated.proto` of k8s.io/api describes it. A value of another wire type than its field's,
/// a varint of more than ten bytes, a length beyond its message and text that is not UTF-8 are errors; unknown fields and
/// groups are passed over. A reader lives inside ``read(_:at:interner:_:)``, which lends it the bytes.
package struct ProtobufReader: WireReader {
  /// Messages and groups inside each other, the outermost counted.
  package static let maxDepth = 128

  package var keepsManagedFields = false
  /// Bytes from the start of the buffer.
  package internal(set) var position: Int
  let bytes: UnsafeBufferPointer<UInt8>
  /// The end of the message that the reader is in; at most `bytes.count`.
  var end: Int
  /// How the value at `position` is written.
  var coding = Coding.length
  var depth = 0
  var interner: StringInterner

  /// The wire types of protobuf.
  enum Coding: UInt8 {
    case varint = 0
    case fixed64 = 1
    case length = 2
    case startGroup = 3
    case endGroup = 4
    case fixed32 = 5
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ interner: StringInterner) {
    self.bytes = bytes
    let range = range.clamped(to: 0..<bytes.count)
    position = range.lowerBound
    end = range.upperBound
    self.interner = interner
  }

  /// Lends `body` a reader of the message that these bytes are, without a length in front.
  package static func read<Result>(
    _ bytes: [UInt8], _ body: (inout ProtobufReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    var interner = StringInterner(bits: 0)
    return try read(bytes, interner: &interner, body)
  }

  /// The same with an interner that outlives the reader, so that the objects of one stream share their strings.
  package static func read<Result>(
    _ bytes: [UInt8], interner: inout StringInterner,
    _ body: (inout ProtobufReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    let result = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, WireError> in
      do throws(WireError) {
        return .success(try read(buffer, 0..<buffer.count, interner: &interner, body))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The same over a part of bytes that are lent for the call. Offsets in errors count from the start of `bytes`.
  package static func read<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, interner: inout StringInterner,
    _ body: (inout ProtobufReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    var reader = ProtobufReader(bytes, range, interner)
    interner = StringInterner(bits: 0)
    defer { swap(&interner, &reader.interner) }
    return try body(&reader)
  }

  // MARK: Scalars

  package mutating func string() throws(WireError) -> String {
    try text(lengthPrefixed("a string"))
  }

  package mutating func uniqueString() throws(WireError) -> String {
    let range = try lengthPrefixed("a string")
    guard let text = String(utf8: UnsafeBufferPointer(rebasing: bytes[range])) else {
      throw notUTF8(range)
    }
    return text
  }

  @inline(__always)
  private mutating func text(_ range: Range<Int>) throws(WireError) -> String {
    guard let text = interner.string(UnsafeBufferPointer(rebasing: bytes[range])) else {
      throw notUTF8(range)
    }
    return text
  }

  private func notUTF8(_ range: Range<Int>) -> WireError {
    WireError(expected: "UTF-8", found: "bytes that are not UTF-8", offset: range.lowerBound)
  }

  package mutating func bool() throws(WireError) -> Bool {
    try require(.varint, "a boolean")
    return try varint() != 0
  }

  package mutating func int64() throws(WireError) -> Int64 {
    try require(.varint, "an integer")
    return Int64(bitPattern: try varint())
  }

  /// Negative values are written as 64-bit integers; anything that does not fit is an error, not cut as in Go.
  package mutating func int32() throws(WireError) -> Int32 {
    let start = position
    let value = try int64()
    guard let small = Int32(exactly: value) else {
      throw WireError(expected: "a 32-bit integer", found: "the number \(value)", offset: start)
    }
    return small
  }

  // MARK: Messages

  package mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError) {
    let outer = try enter()
    try message.readWhole(from: &self)
    leave(outer)
  }

  /// Reads the fields of the message that the reader is in, up to its end.
  package mutating func fields<Message: WireMessage>(of message: inout Message) throws(WireError) {
    try message.readWhole(from: &self)
  }

  @inline(__always)
  mutating func eachField<Message: WireMessage>(of message: inout Message) throws(WireError) {
    while position < end {
      let field = try tag()
      let start = position
      do throws(WireError) { try message.read(field, from: &self) } catch {
        throw error.inside(.field(Message.name(ofField: field)))
      }
      // Every value takes at least one byte: nothing was read where nothing was taken.
      if position == start { try skip() }
    }
  }

  package mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError) {
    var message = Message()
    do throws(WireError) { try self.message(into: &message) } catch { throw error.inside(.index(messages.count)) }
    messages.append(message)
  }

  package mutating func append(to strings: inout [String]) throws(WireError) {
    do throws(WireError) { strings.append(try string()) } catch { throw error.inside(.index(strings.count)) }
  }

  package mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError) {
    let outer = try enter()
    var key = ""
    var value: Range<Int>?
    while position < end {
      switch try tag() {
      case 1: key = try string()
      case 2: value = try lengthPrefixed("a string")
      default: try skip()
      }
    }
    leave(outer)
    guard isWanted(key) else { return }
    do throws(WireError) { body(key, try value.map { (range) throws(WireError) in try text(range) } ?? "") } catch {
      throw error.inside(.field(key))
    }
  }

  package mutating func messageWithTree<Message: WireMessage>(
    into message: inout Message
  ) throws(WireError) -> Tree? {
    try self.message(into: &message)
    return nil
  }
}

extension WireMessage {
  /// The name of a field, for an error; its number where it has none here.
  static func name(ofField number: UInt32) -> String {
    wireFields.first { $0.number == number }?.name.description ?? "#\(number)"
  }
}
