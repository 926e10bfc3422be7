/// Gives equal strings one storage, in bounded memory: a direct-mapped table whose slots are overwritten on collision.
///
/// Label keys, namespaces and image names repeat by the thousand; unique names pass through without being kept for ever.
package struct StringInterner: Sendable {
  private var slots: [String]
  private let mask: Int

  /// - Parameter bits: the table has `2^bits` slots; with 0 bits nothing is shared.
  package init(bits: Int = 12) {
    mask = (1 << bits) - 1
    slots = bits > 0 ? Array(repeating: "", count: 1 << bits) : []
  }

  /// The string of these UTF-8 bytes; `nil` where they are not UTF-8.
  package mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    // Up to 15 bytes a Swift string is stored inline: nothing to share.
    guard (16...128).contains(bytes.count), mask > 0 else { return String(validating: bytes, as: UTF8.self) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask
    var kept = slots[slot]
    let same = kept.withUTF8 { utf8 in
      utf8.count == bytes.count && zip(utf8, bytes).allSatisfy { $0 == $1 }
    }
    if same { return slots[slot] }
    guard let fresh = String(validating: bytes, as: UTF8.self) else { return nil }
    slots[slot] = fresh
    return fresh
  }
}
