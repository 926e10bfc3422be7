/// Protobuf fields behind one another.
struct ProtobufBytes {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func append(_ more: [UInt8]) { bytes += more }

  mutating func number(_ field: Int, _ value: Int) {
    varint(field << 3)
    varint(value)
  }

  mutating func text(_ field: Int, _ text: String) {
    varint(field << 3 | 2)
    varint(text.utf8.count)
    bytes += text.utf8
  }

  mutating func message(_ field: Int, _ body: (inout ProtobufBytes) -> Void) {
    var inner = ProtobufBytes()
    body(&inner)
    varint(field << 3 | 2)
    varint(inner.bytes.count)
    bytes += inner.bytes
  }

  mutating func pair(_ field: Int, _ key: String, _ value: String) {
    message(field) { entry in
      entry.text(1, key)
      entry.text(2, value)
    }
  }

  /// 2026-02-15T08:00:00Z
  mutating func time(_ field: Int) {
    message(field) { time in
      time.number(1, 1_771_142_400)
      time.number(2, 0)
    }
  }
}
