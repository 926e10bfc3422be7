/// Writes the few protobuf messages that the proxy makes up.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ field: Int, _ value: Int) {
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func write(_ field: Int, _ value: String) { write(field, Array(value.utf8)) }

  mutating func write(_ field: Int, _ value: [UInt8]) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// `k8s\0`, then `runtime.Unknown` (apimachinery `protobuf.Serializer`).
  static func envelope(apiVersion: String, kind: String, _ message: [UInt8]) -> [UInt8] {
    var type = ProtobufWriter()
    type.write(1, apiVersion)
    type.write(2, kind)
    var unknown = ProtobufWriter()
    unknown.write(1, type.bytes)
    unknown.write(2, message)
    return magic + unknown.bytes
  }

  static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// `bytes` with their length in front, four bytes, big endian (apimachinery `framer`).
  static func frame(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(clamping: bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> UInt32($0)) } + bytes
  }
}
