extension String {
  /// The text of these bytes; `nil` where they are not UTF-8.
  ///
  /// Nearly all texts of objects are ASCII, and for those the general way, which repairs what is wrong, is the quicker
  /// one: `String(validating:as:)` asks the runtime for types at each call.
  init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    if Self.isASCII(bytes) {
      self = String(decoding: bytes, as: UTF8.self)
    } else {
      self.init(validating: bytes, as: UTF8.self)
    }
  }

  private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    var seen: UInt64 = 0
    while index + 8 <= raw.count {
      seen |= raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < raw.count {
      seen |= UInt64(raw[index])
      index += 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }
}
