package import Support

/// Writes what an API server answers in protobuf: objects, lists, statuses and watch frames, from trees as JSON has them.
///
/// Objects carry the fields of their slim kind (see ``ProtobufTranscoder``). A server that keeps the bytes of
/// ``object(_:as:managedFields:)`` builds lists and frames of them without encoding anything twice.
package enum ProtobufWriter {
  /// The bytes of one object without its envelope: an item of a list.
  package static func object<Object: Resource>(
    _ tree: Tree, as type: Object.Type, managedFields: Bool = true
  ) throws(WireError) -> [UInt8] {
    try ProtobufTranscoder.message(type, from: tree, managedFields: managedFields)
  }

  /// One object in its envelope: the body of an answer.
  package static func envelope<Object: Resource>(
    _ tree: Tree, as type: Object.Type, managedFields: Bool = true
  ) throws(WireError) -> [UInt8] {
    envelope(try object(tree, as: type, managedFields: managedFields), type: Object.wireType)
  }

  /// A `Status` in its envelope.
  package static func status(_ tree: Tree) throws(WireError) -> [UInt8] {
    envelope(try ProtobufTranscoder.message(APIStatus.self, from: tree), type: .status)
  }

  /// The bytes of a message in an envelope that says its type.
  package static func envelope(_ message: [UInt8], type: WireType) -> [UInt8] {
    var output = ProtobufOutput()
    output.message(1) { output in
      output.string(type.apiVersion, 1)
      output.string(type.kind, 2)
    }
    output.bytes(message, 2)
    output.string("", 3)
    output.string("", 4)
    return ProtobufEnvelope.magic + output.bytes
  }

  /// A list in its envelope. `metadata` is that of the list as a tree; `items` are bytes of
  /// ``object(_:as:managedFields:)``, and `type` is the type of one of them.
  package static func list(metadata: Tree, items: [[UInt8]], type: WireType) throws(WireError) -> [UInt8] {
    var output = ProtobufOutput()
    output.bytes(try ProtobufTranscoder.message(ListMeta.self, from: metadata), 1)
    for item in items { output.bytes(item, 2) }
    return envelope(output.bytes, type: type.list)
  }

  /// One frame of a watch, its length in front. `object` is in its envelope; `type` is `ADDED`, `BOOKMARK`, `ERROR`, …
  package static func watchFrame(type: String, object: [UInt8]) -> [UInt8] {
    var output = ProtobufOutput()
    output.string(type, 1)
    output.message(2) { $0.bytes(object, 1) }
    let count = UInt32(truncatingIfNeeded: output.bytes.count)
    return stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> UInt32($0)) } + output.bytes
  }
}
