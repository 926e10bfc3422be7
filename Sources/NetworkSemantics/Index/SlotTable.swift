/// A hash table of slot numbers; what the slots hold, and when two are equal, the caller knows.
///
/// Open addressing with linear probing. An entry is the hash's low half and the slot plus one, so that growing and
/// removing need no look at the slots themselves.
struct SlotTable {
  private var entries: [UInt64]
  private var count = 0

  init() { entries = Array(repeating: 0, count: 16) }

  private static let slotBits: UInt64 = 0xFFFF_FFFF

  private var mask: Int { entries.count - 1 }

  /// The slot with this hash for which `isEqual` holds.
  @inline(__always)
  func find(_ hash: UInt32, where isEqual: (UInt32) -> Bool) -> UInt32? {
    var index = Int(hash) & mask
    while true {
      let entry = entries[index]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let slot = UInt32(truncatingIfNeeded: entry & Self.slotBits) &- 1
        if isEqual(slot) { return slot }
      }
      index = (index + 1) & mask
    }
  }

  /// Adds a slot that is not there yet.
  mutating func insert(_ hash: UInt32, _ slot: UInt32) {
    if (count + 1) * 4 > entries.count * 3 { grow() }
    count += 1
    place(UInt64(hash) << 32 | UInt64(slot) + 1)
  }

  private mutating func place(_ entry: UInt64) {
    var index = Int(entry >> 32) & mask
    while entries[index] != 0 { index = (index + 1) & mask }
    entries[index] = entry
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { place(entry) }
  }

  /// Removes a slot that is there, closing the gap it leaves.
  mutating func remove(_ hash: UInt32, _ slot: UInt32) {
    let entry = UInt64(hash) << 32 | UInt64(slot) + 1
    var gap = Int(hash) & mask
    while entries[gap] != entry {
      if entries[gap] == 0 { return }
      gap = (gap + 1) & mask
    }
    var next = (gap + 1) & mask
    while entries[next] != 0 {
      let home = Int(entries[next] >> 32) & mask
      if (next - home) & mask >= (next - gap) & mask {
        entries[gap] = entries[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    entries[gap] = 0
    count -= 1
  }
}

/// Hashes for ``SlotTable``.
enum SlotHash {
  @inline(__always)
  static func of(_ text: String, _ salt: UInt32 = 0) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(text)
    return UInt32(truncatingIfNeeded: mix(UInt64(bitPattern: Int64(hasher.finalize())) ^ UInt64(salt)))
  }

  /// The finalizer of SplitMix64.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  @inline(__always)
  static func of(_ first: UInt32, _ words: [UInt64]) -> UInt32 {
    var hash = mix(UInt64(first) &+ 0x9E37_79B9_7F4A_7C15)
    for word in words { hash = mix(hash ^ word) }
    return UInt32(truncatingIfNeeded: hash)
  }

  @inline(__always)
  static func of(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: mix(mix(UInt64(first) << 32 | UInt64(second)) ^ UInt64(third)))
  }
}
