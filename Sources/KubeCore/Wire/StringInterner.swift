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
    guard (16...128).contains(bytes.count), mask > 0 else { return String(utf8: bytes) }
    let slot = Int(truncatingIfNeeded: Self.hash(bytes)) & mask
    if Self.isSame(&slots[slot], bytes) { return slots[slot] }
    guard let fresh = String(utf8: bytes) else { return nil }
    slots[slot] = fresh
    return fresh
  }

  /// Sixteen bytes or more, eight at a time; the last eight may overlap those before.
  @inline(__always)
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(bytes.count)
    var index = 0
    while index + 8 <= raw.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    return mixed(hash ^ raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  @inline(__always)
  private static func isSame(_ kept: inout String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kept.utf8.count == bytes.count else { return false }
    return kept.withUTF8 { utf8 in
      let (left, right) = (UnsafeRawBufferPointer(utf8), UnsafeRawBufferPointer(bytes))
      var index = 0
      while index + 8 <= right.count {
        guard
          left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        else { return false }
        index += 8
      }
      let last = right.count - 8
      return left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
  }
}
