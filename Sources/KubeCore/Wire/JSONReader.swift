package import Support

/// Reads JSON straight into slim messages; what is not wanted is checked and passed over, never decoded.
///
/// Grammar: RFC 8259, depth at most ``maxDepth``, UTF-8 only, no lone surrogates. As in `sigs.k8s.io/json`, names are
/// case-sensitive, the last of two equal names wins and `null` leaves a field as it is. Numbers keep to the type that is
/// asked for: `1.0` is no integer. A reader lives inside ``read(_:at:_:)``, which lends it the bytes.
package struct JSONReader: WireReader {
  /// Arrays and objects inside each other, the outermost counted.
  package static let maxDepth = 128

  package var keepsManagedFields = false
  /// Bytes from the start of the buffer.
  package internal(set) var position: Int
  let bytes: UnsafeBufferPointer<UInt8>
  var depth = 0
  var interner: StringInterner

  private init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, _ interner: StringInterner) {
    self.bytes = bytes
    self.position = Swift.max(0, Swift.min(position, bytes.count))
    self.interner = interner
  }

  /// Lends `body` a reader that stands at byte `position`.
  package static func read<Result>(
    _ bytes: [UInt8], at position: Int = 0, _ body: (inout JSONReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    var interner = StringInterner(bits: 0)
    return try read(bytes, at: position, interner: &interner, body)
  }

  /// The same with an interner that outlives the reader, so that the objects of one stream share their strings.
  package static func read<Result>(
    _ bytes: [UInt8], at position: Int = 0, interner: inout StringInterner,
    _ body: (inout JSONReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    let result = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, WireError> in
      do throws(WireError) {
        return .success(try read(buffer, at: position, interner: &interner, body))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The same over bytes that are lent for the call.
  package static func read<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0, interner: inout StringInterner,
    _ body: (inout JSONReader) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    var reader = JSONReader(bytes, at: position, interner)
    interner = StringInterner(bits: 0)
    defer { swap(&interner, &reader.interner) }
    return try body(&reader)
  }

  // MARK: Scalars

  package mutating func string() throws(WireError) -> String {
    try requireQuote("a string")
    return try stringBody()
  }

  package mutating func uniqueString() throws(WireError) -> String {
    try requireQuote("a string")
    return try stringBody(isShared: false)
  }

  package mutating func bool() throws(WireError) -> Bool {
    switch peek() {
    case UInt8(ascii: "t"):
      try literal("true")
      return true
    case UInt8(ascii: "f"):
      try literal("false")
      return false
    default: throw unexpected("a boolean")
    }
  }

  package mutating func int64() throws(WireError) -> Int64 { try integer(Int64.self) }
  package mutating func int32() throws(WireError) -> Int32 { try integer(Int32.self) }

  package mutating func intOrString() throws(WireError) -> IntOrString {
    if peek() == UInt8(ascii: "\"") { return .string(try string()) }
    guard isDigit(peek()) || peek() == UInt8(ascii: "-") else { throw unexpected("an integer or a string") }
    return .int(try integer(Int32.self))
  }

  package mutating func timestamp() throws(WireError) -> Timestamp? {
    let start = position
    try requireQuote("an RFC 3339 time")
    if bytes.count - position > 20, bytes[position + 20] == UInt8(ascii: "\""),
      let time = Timestamp(wholeSeconds: UnsafeBufferPointer(rebasing: bytes[position..<position + 20]))
    {
      position += 21
      return time
    }
    let text = try stringBody()
    guard let time = Timestamp(rfc3339: text) else {
      throw WireError(expected: "an RFC 3339 time", found: WireError.quoted(text), offset: start)
    }
    return time
  }

  // MARK: Messages

  package mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError) {
    try message.readWhole(from: &self)
  }

  /// Reads the members of an object into `message`, on top of what it holds.
  mutating func members<Message: WireMessage>(of message: inout Message) throws(WireError) {
    guard try enter("{", "an object") else { return }
    let fields = Message.wireFields
    repeat {
      let field = try name(among: fields)
      if peek() == UInt8(ascii: "n") {
        try literal("null")
      } else if let field {
        do throws(WireError) { try message.read(field.number, from: &self) } catch {
          throw error.inside(.field(field.name.description))
        }
      } else {
        try skip()
      }
    } while try next("}")
  }

  package mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError) {
    messages.removeAll()
    guard try enter("[", "a list") else { return }
    repeat {
      var message = Message()
      if peek() == UInt8(ascii: "n") {
        try literal("null")
      } else {
        do throws(WireError) { try self.message(into: &message) } catch {
          throw error.inside(.index(messages.count))
        }
      }
      messages.append(message)
    } while try next("]")
  }

  package mutating func append(to strings: inout [String]) throws(WireError) {
    strings.removeAll()
    guard try enter("[", "a list") else { return }
    repeat {
      if peek() == UInt8(ascii: "n") {
        try literal("null")
        strings.append("")
      } else {
        do throws(WireError) { strings.append(try string()) } catch { throw error.inside(.index(strings.count)) }
      }
    } while try next("]")
  }

  package mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError) {
    guard try enter("{", "an object") else { return }
    repeat {
      try requireQuote("a name in quotes")
      let key = try stringBody()
      try colon()
      if peek() == UInt8(ascii: "n") {
        try literal("null")
        if isWanted(key) { body(key, "") }
      } else if !isWanted(key) {
        do throws(WireError) { try skipString("a string") } catch { throw error.inside(.field(key)) }
      } else {
        do throws(WireError) { body(key, try string()) } catch { throw error.inside(.field(key)) }
      }
    } while try next("}")
  }

  package mutating func messageWithTree<Message: WireMessage>(
    into message: inout Message
  ) throws(WireError) -> Tree? {
    let start = position
    try self.message(into: &message)
    position = start
    return try tree()
  }

  /// Reads any value as a tree.
  package mutating func tree() throws(WireError) -> Tree {
    switch peek() {
    case UInt8(ascii: "{"): return .object(try treeMembers())
    case UInt8(ascii: "["):
      var elements: [Tree] = []
      guard try enter("[", "a list") else { return .array([]) }
      repeat { elements.append(try tree()) } while try next("]")
      return .array(elements)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try bool())
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default:
      let start = position
      try skipNumber()
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      if let whole = Int64(text) { return .integer(whole) }
      guard let number = Double(text), number.isFinite else {
        throw WireError(expected: "a number that fits", found: text, offset: start)
      }
      return .number(number)
    }
  }

  private mutating func treeMembers() throws(WireError) -> [Tree.Member] {
    var members: [Tree.Member] = []
    guard try enter("{", "an object") else { return [] }
    repeat {
      try requireQuote("a name in quotes")
      let name = try stringBody()
      try colon()
      members.append(Tree.Member(name, try tree()))
    } while try next("}")
    return Self.unique(members)
  }

  /// Each name once, where it stood first and with its last value. Names are equal by their bytes, as in Go.
  private static func unique(_ members: [Tree.Member]) -> [Tree.Member] {
    var unique: [Tree.Member] = []
    unique.reserveCapacity(members.count)
    // A hash table costs more than it saves on objects of common size.
    var positions: [[UInt8]: Int] = [:]
    let isLarge = members.count > 32
    for member in members {
      let known =
        isLarge
        ? positions[Array(member.name.utf8)]
        : unique.firstIndex { $0.name.utf8.elementsEqual(member.name.utf8) }
      if let known {
        unique[known].value = member.value
      } else {
        if isLarge { positions[Array(member.name.utf8)] = unique.count }
        unique.append(member)
      }
    }
    return unique
  }
}
