package import Support

/// A source of field values: JSON bytes, a YAML tree or protobuf bytes.
///
/// Every call consumes the value that the reader stands at. A value of another type than asked for is an error that
/// names both, as the API server's strict decoding would.
package protocol WireReader {
  /// Whether `metadata.managedFields` is wanted: true inside a NetworkPolicy, where a rewrite is charged to its manager.
  var keepsManagedFields: Bool { get set }

  mutating func string() throws(WireError) -> String
  /// Reads a string that no other object has, as its name or its uid: kept to be shared, it would only push out those
  /// that others have.
  mutating func uniqueString() throws(WireError) -> String
  mutating func bool() throws(WireError) -> Bool
  mutating func int32() throws(WireError) -> Int32
  mutating func int64() throws(WireError) -> Int64
  /// `metav1.Time` or `metav1.MicroTime`; `nil` for the zero time, which is an empty message in protobuf (`time_proto.go`).
  mutating func timestamp() throws(WireError) -> Timestamp?
  mutating func intOrString() throws(WireError) -> IntOrString
  /// Reads one message into `message`, on top of what it holds.
  mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError)
  /// Reads repeated messages behind those already there: a whole list in JSON and YAML, one element in protobuf.
  mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError)
  /// Reads repeated strings behind those already there.
  mutating func append(to strings: inout [String]) throws(WireError)
  /// Reads `map<string, string>`, calling `body` for each pair whose key is wanted, in the order of the source.
  mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError)
  /// Passes over the value.
  mutating func skip() throws(WireError)
  /// Reads one message twice, slim and whole. Protobuf has no names for what it skips: there the tree is `nil`.
  mutating func messageWithTree<Message: WireMessage>(into message: inout Message) throws(WireError) -> Tree?
}

extension WireReader {
  package mutating func uniqueString() throws(WireError) -> String { try string() }

  /// Reads `map<string, string>`, calling `body` for each pair in the order of the source.
  @inline(__always)
  package mutating func pairs(_ body: (_ key: String, _ value: String) -> Void) throws(WireError) {
    try pairs(where: { _ in true }, body)
  }

  /// Reads a message into an optional field.
  package mutating func message<Message: WireMessage>(into message: inout Message?) throws(WireError) {
    var value = message ?? Message()
    try self.message(into: &value)
    message = value
  }
}
