extension WireFormat {
  /// Reads one object, which must be all that `bytes` hold and must say to be of this kind.
  package func decode<Object: Resource>(
    _ type: Object.Type = Object.self, from bytes: [UInt8]
  ) throws(WireError) -> Object {
    try message(from: bytes, expected: Object.wireType)
  }

  /// Reads a `Status`.
  package func decodeStatus(from bytes: [UInt8]) throws(WireError) -> APIStatus {
    try message(from: bytes, expected: .status)
  }

  private func message<Message: WireMessage>(
    from bytes: [UInt8], expected: WireType
  ) throws(WireError) -> Message {
    switch self {
    case .json:
      return try JSONReader.read(bytes) { (reader) throws(WireError) in
        reader.whitespace()
        let message: Message = try reader.message(expected: expected)
        guard reader.isAtEnd() else {
          throw WireError(expected: "the end of the input", found: "more", offset: reader.position)
        }
        return message
      }
    case .protobuf:
      return try ProtobufReader.read(bytes) { (reader) throws(WireError) in
        try reader.message(expected: expected)
      }
    }
  }
}

extension JSONReader {
  /// Reads an object that must say to be of this type.
  mutating func message<Message: WireMessage>(expected: WireType) throws(WireError) -> Message {
    let start = position
    var message = Message()
    var type = WireType(apiVersion: "", kind: "")
    try message.readWhole(from: &self, type: &type)
    try expected.require(type, offset: start)
    return message
  }
}

extension ProtobufReader {
  /// Reads an object in an envelope that must say to be of this type.
  mutating func message<Message: WireMessage>(expected: WireType) throws(WireError) -> Message {
    let start = position
    let envelope = try self.envelope()
    try expected.require(envelope.type, offset: start)
    return try open(envelope)
  }
}
