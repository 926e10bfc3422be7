/// The values that were used last, at most `limit` of them.
struct LRUCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var value: Value
    var used: UInt64
  }

  private let limit: Int
  private var entries: [Key: Entry] = [:]
  /// Uses in their order; those that were overtaken by a later use of the same key count no more.
  private var uses = FIFO<(key: Key, used: UInt64)>()
  private var clock: UInt64 = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { entries.count }

  mutating func value(_ key: Key) -> Value? {
    guard let value = entries[key]?.value else { return nil }
    touch(key, value)
    return value
  }

  mutating func set(_ key: Key, _ value: Value) {
    touch(key, value)
    while entries.count > limit { removeOldest() }
  }

  mutating func remove(_ key: Key) { entries[key] = nil }

  private mutating func touch(_ key: Key, _ value: Value) {
    clock &+= 1
    entries[key] = Entry(value: value, used: clock)
    uses.push((key, clock))
    while uses.count > 4 * limit { removeOldest() }
  }

  /// Drops the oldest use, and the value with it where it was its last.
  private mutating func removeOldest() {
    guard let use = uses.pop() else { return }
    guard let entry = entries[use.key], entry.used == use.used else { return }
    if entries.count > limit {
      entries[use.key] = nil
    } else {
      // Still wanted: its use is noted again.
      uses.push(use)
    }
  }
}
