/// Protobuf fields behind one another.
struct ProtobufOutput {
  private(set) var bytes: [UInt8] = []

  /// Negative numbers take ten bytes, as protobuf's `int32` and `int64` do.
  mutating func integer(_ value: Int64, _ field: UInt32) {
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: value))
  }

  mutating func string(_ text: String, _ field: UInt32) { bytes(text.utf8, field) }

  mutating func bytes(_ value: some Collection<UInt8>, _ field: UInt32) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func message(_ field: UInt32, _ body: (inout ProtobufOutput) -> Void) {
    var inner = ProtobufOutput()
    body(&inner)
    bytes(inner.bytes, field)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
