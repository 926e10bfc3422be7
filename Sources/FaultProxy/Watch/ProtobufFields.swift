/// The fields of one protobuf message with length-delimited values; others are passed over.
struct ProtobufFields {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The value of the first field of that number; `nil` where there is none or the bytes are broken.
  static func first(_ number: UInt64, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var fields = ProtobufFields(bytes)
    while let field = fields.next() { if field.number == number { return field.value } }
    return nil
  }

  mutating func next() -> (number: UInt64, value: ArraySlice<UInt8>)? {
    while let tag = varint() {
      switch tag & 7 {
      case 0: _ = varint()
      case 1: rest = rest.dropFirst(8)
      case 5: rest = rest.dropFirst(4)
      case 2:
        guard let length = varint(), length <= UInt64(rest.count) else { return nil }
        let value = rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
        return (tag >> 3, value)
      default: return nil
      }
    }
    return nil
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
