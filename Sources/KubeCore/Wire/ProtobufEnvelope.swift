/// `runtime.Unknown`, in which Kubernetes wraps every protobuf object: its type, and where its bytes are.
package struct ProtobufEnvelope: Hashable, Sendable {
  /// In front of every object: `k8s` and a zero.
  package static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  package var type = WireType(apiVersion: "", kind: "")
  /// The bytes of the object itself.
  package var raw: Range<Int>?
}

extension ProtobufReader {
  /// Reads an envelope up to the end of what the reader was lent. The object is not read: ``open(_:)`` goes there.
  package mutating func envelope() throws(WireError) -> ProtobufEnvelope {
    guard end - position >= 4, bytes[position..<position + 4].elementsEqual(ProtobufEnvelope.magic) else {
      throw WireError(expected: "an object of Kubernetes in protobuf", found: "other bytes", offset: position)
    }
    position += 4
    var envelope = ProtobufEnvelope()
    while position < end {
      switch try tag() {
      case 1: try typeMeta(into: &envelope.type)
      case 2: envelope.raw = try lengthPrefixed("an object")
      case let field: try envelopeMember(field)
      }
    }
    // Kubernetes writes it even where it is empty: without it the bytes were cut.
    guard envelope.raw != nil else {
      throw WireError(expected: "an object", found: "an envelope without one", offset: position)
    }
    return envelope
  }

  /// Passes over a further member of `runtime.Unknown`: the contents are protobuf, and not compressed.
  mutating func envelopeMember(_ field: UInt32) throws(WireError) {
    let start = position
    switch field {
    case 3:
      let encoding = try string()
      guard encoding.isEmpty else {
        throw WireError(expected: "no contentEncoding", found: WireError.quoted(encoding), offset: start)
      }
    case 4:
      let type = try string()
      guard type.isEmpty || type == WireFormat.protobuf.rawValue else {
        throw WireError(expected: "protobuf", found: WireError.quoted(type), offset: start)
      }
    default: try skip()
    }
  }

  /// Reads `runtime.TypeMeta`.
  mutating func typeMeta(into type: inout WireType) throws(WireError) {
    let outer = try enter()
    while position < end {
      switch try tag() {
      case 1: type.apiVersion = try string()
      case 2: type.kind = try string()
      default: try skip()
      }
    }
    leave(outer)
  }

  /// Reads the object inside an envelope.
  package mutating func open<Message: WireMessage>(
    _ envelope: ProtobufEnvelope, as type: Message.Type = Message.self
  ) throws(WireError) -> Message {
    enter(envelope)
    var message = Message()
    try message.readWhole(from: &self)
    return message
  }

  /// Stands at the first field of the object inside an envelope.
  package mutating func enter(_ envelope: ProtobufEnvelope) {
    let raw = envelope.raw ?? end..<end
    position = raw.lowerBound
    end = raw.upperBound
  }
}
