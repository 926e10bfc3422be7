package import Support

/// Reads protobuf into the tree that JSON would have, as far as a slim kind knows the fields: the opposite of
/// ``ProtobufTranscoder``, driven by the same description.
///
/// What a kind does not want is passed over, since protobuf has no names for it.
package struct ProtobufTreeReader: WireReader {
  package var keepsManagedFields = true
  private var reader: ProtobufReader
  /// The members of the message that is being read, and the name of the field.
  private var members: [Tree.Member] = []
  private var name = ""

  private init(_ reader: ProtobufReader) { self.reader = reader }

  /// The object in an envelope, with the `apiVersion` and `kind` that the envelope says.
  package static func object<Message: WireMessage>(
    _ type: Message.Type, from bytes: [UInt8]
  ) throws(WireError) -> Tree {
    try ProtobufReader.read(bytes) { (reader) throws(WireError) in
      let envelope = try reader.envelope()
      guard let raw = envelope.raw else {
        throw WireError(expected: "an object", found: "an envelope without one", offset: 0)
      }
      reader.position = raw.lowerBound
      reader.end = raw.upperBound
      var trees = ProtobufTreeReader(reader)
      var message = Message()
      try trees.fields(of: &message)
      let head = [
        Tree.Member("apiVersion", .string(envelope.type.apiVersion)), Tree.Member("kind", .string(envelope.type.kind)),
      ]
      return .object(head + trees.members)
    }
  }

  private mutating func fields<Message: WireMessage>(of message: inout Message) throws(WireError) {
    while reader.position < reader.end {
      let field = try reader.tag()
      guard let wanted = Message.wireFields.first(where: { $0.number == field }) else {
        try reader.skip()
        continue
      }
      name = wanted.name.description
      do throws(WireError) { try message.read(field, from: &self) } catch { throw error.inside(.field(name)) }
    }
  }

  private mutating func record(_ value: Tree) {
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].value = value
    } else {
      members.append(Tree.Member(name, value))
    }
  }

  private mutating func recordElement(_ value: Tree) {
    let list = members.first { $0.name == name }?.value.elements ?? []
    record(.array(list + [value]))
  }

  private mutating func nested<Message: WireMessage>(_ message: inout Message) throws(WireError) -> Tree {
    let outer = try reader.enter()
    let saved = (members, name)
    members = []
    try fields(of: &message)
    let tree = Tree.object(members)
    (members, name) = saved
    reader.leave(outer)
    return tree
  }
}

extension ProtobufTreeReader {
  package mutating func string() throws(WireError) -> String {
    let text = try reader.string()
    // Kubernetes writes texts that are not set; JSON leaves them out.
    if !text.isEmpty { record(.string(text)) }
    return text
  }

  package mutating func bool() throws(WireError) -> Bool {
    let value = try reader.bool()
    record(.bool(value))
    return value
  }

  package mutating func int32() throws(WireError) -> Int32 {
    let value = try reader.int32()
    record(.integer(Int64(value)))
    return value
  }

  package mutating func int64() throws(WireError) -> Int64 {
    let value = try reader.int64()
    record(.integer(value))
    return value
  }

  /// Times of Leases and Events have fractions; others are whole seconds.
  package mutating func timestamp() throws(WireError) -> Timestamp? {
    let time = try reader.timestamp()
    if let time { record(.string(time.rfc3339)) }
    return time
  }

  package mutating func intOrString() throws(WireError) -> IntOrString {
    let value = try reader.intOrString()
    switch value {
    case .int(let number): record(.integer(Int64(number)))
    case .string(let text): record(.string(text))
    }
    return value
  }

  package mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError) {
    record(try nested(&message))
  }

  package mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError) {
    var message = Message()
    recordElement(try nested(&message))
    messages.append(message)
  }

  package mutating func append(to strings: inout [String]) throws(WireError) {
    let count = strings.count
    try reader.append(to: &strings)
    for text in strings[count...] { recordElement(.string(text)) }
  }

  /// All pairs become part of the tree; only the wanted ones are handed on.
  package mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError) {
    var object = members.first { $0.name == name }?.value ?? .object([])
    try reader.pairs { key, value in
      object[key] = .string(value)
      if isWanted(key) { body(key, value) }
    }
    record(object)
  }

  package mutating func skip() throws(WireError) { try reader.skip() }

  package mutating func messageWithTree<Message: WireMessage>(
    into message: inout Message
  ) throws(WireError) -> Tree? {
    let tree = try nested(&message)
    record(tree)
    return tree
  }
}
