package import Support

/// Writes protobuf of what a slim kind reads: a reader over a tree that copies every value that is read to its output.
///
/// The description of a kind drives it, with the field numbers that serve reading too. What a kind does not want is not
/// written; all annotations are, and `managedFields` where asked for, as far as ``ManagedFieldsEntry`` reads them. A tree
/// that does not fit the kind is an error, as it would be for a JSON reader. Who serves objects wraps the result:
/// ``ProtobufWriter``.
package struct ProtobufTranscoder: WireReader {
  /// As asked for at the start; a kind that sets it changes nothing.
  package var keepsManagedFields: Bool {
    get { writesManagedFields }
    set {}
  }

  private let writesManagedFields: Bool
  private var value: Tree
  /// The number under which `value` is written.
  private var field: UInt32 = 0
  private var output = ProtobufOutput()

  private init(_ tree: Tree, managedFields: Bool) {
    value = tree
    writesManagedFields = managedFields
  }

  /// The bytes of the message that `tree` describes as JSON does, without an envelope.
  package static func message<Message: WireMessage>(
    _ type: Message.Type, from tree: Tree, managedFields: Bool = true
  ) throws(WireError) -> [UInt8] {
    var transcoder = ProtobufTranscoder(tree, managedFields: managedFields)
    var message = Message()
    try transcoder.fields(of: &message)
    return transcoder.output.bytes
  }

  private mutating func fields<Message: WireMessage>(of message: inout Message) throws(WireError) {
    let here = value
    guard case .object = here else { throw unexpected("an object") }
    defer { value = here }
    for wanted in Message.wireFields {
      let name = wanted.name.description
      guard let member = here[name], member != .null else { continue }
      value = member
      field = wanted.number
      do throws(WireError) { try message.read(wanted.number, from: &self) } catch {
        throw error.inside(.field(name))
      }
    }
  }

  private func unexpected(_ expected: String) -> WireError {
    WireError(expected: expected, found: value.words, offset: 0)
  }

  // MARK: Scalars

  package mutating func string() throws(WireError) -> String {
    guard case .string(let text) = value else { throw unexpected("a string") }
    output.string(text, field)
    return text
  }

  package mutating func bool() throws(WireError) -> Bool {
    guard case .bool(let flag) = value else { throw unexpected("a boolean") }
    output.integer(flag ? 1 : 0, field)
    return flag
  }

  package mutating func int64() throws(WireError) -> Int64 {
    let number = try whole()
    output.integer(number, field)
    return number
  }

  package mutating func int32() throws(WireError) -> Int32 {
    guard let number = Int32(exactly: try whole()) else { throw unexpected("a 32-bit integer") }
    output.integer(Int64(number), field)
    return number
  }

  private func whole() throws(WireError) -> Int64 {
    if case .integer(let number) = value { return number }
    if case .number(let number) = value, let whole = Int64(exactly: number) { return whole }
    throw unexpected("an integer")
  }

  package mutating func timestamp() throws(WireError) -> Timestamp? {
    guard case .string(let text) = value, let time = Timestamp(rfc3339: text) else {
      throw unexpected("an RFC 3339 time")
    }
    output.message(field) { output in
      output.integer(time.seconds, 1)
      output.integer(Int64(time.nanoseconds), 2)
    }
    return time
  }

  package mutating func intOrString() throws(WireError) -> IntOrString {
    if case .string(let text) = value {
      output.message(field) { output in
        output.integer(1, 1)
        output.integer(0, 2)
        output.string(text, 3)
      }
      return .string(text)
    }
    guard let number = Int32(exactly: try whole()) else { throw unexpected("a 32-bit integer") }
    output.message(field) { output in
      output.integer(0, 1)
      output.integer(Int64(number), 2)
      output.string("", 3)
    }
    return .int(number)
  }

  // MARK: Messages

  package mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError) {
    let number = field
    var outer = ProtobufOutput()
    swap(&outer, &output)
    try fields(of: &message)
    swap(&outer, &output)
    output.bytes(outer.bytes, number)
    field = number
  }

  package mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError) {
    try elements { (reader) throws(WireError) in
      var message = Message()
      if reader.value == .null { reader.value = .object([]) }
      try reader.message(into: &message)
      messages.append(message)
    }
  }

  package mutating func append(to strings: inout [String]) throws(WireError) {
    try elements { (reader) throws(WireError) in
      if reader.value == .null { reader.value = .string("") }
      strings.append(try reader.string())
    }
  }

  private mutating func elements(
    _ body: (inout ProtobufTranscoder) throws(WireError) -> Void
  ) throws(WireError) {
    let here = value
    guard case .array(let elements) = here else { throw unexpected("a list") }
    defer { value = here }
    for (index, element) in elements.enumerated() {
      value = element
      do throws(WireError) { try body(&self) } catch { throw error.inside(.index(index)) }
    }
  }

  package mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError) {
    guard case .object(let members) = value else { throw unexpected("an object") }
    let here = value
    defer { value = here }
    for member in members {
      value = member.value
      if value == .null { value = .string("") }
      guard case .string(let text) = value else { throw unexpected("a string").inside(.field(member.name)) }
      output.message(field) { output in
        output.string(member.name, 1)
        output.string(text, 2)
      }
      if isWanted(member.name) { body(member.name, text) }
    }
  }

  package mutating func skip() throws(WireError) {}

  package mutating func messageWithTree<Message: WireMessage>(
    into message: inout Message
  ) throws(WireError) -> Tree? {
    try self.message(into: &message)
    return nil
  }
}

extension Tree {
  /// What the value is, for an error.
  fileprivate var words: String {
    switch self {
    case .null: "null"
    case .bool(let value): "a boolean (\(value))"
    case .integer(let value): "the number \(value)"
    case .number(let value): "the number \(value)"
    case .string(let text): "a string (\(WireError.quoted(text)))"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
