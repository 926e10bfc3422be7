import KubeCore

/// The entries of one mapping, found by key: a scan while they are few, a table beyond.
struct EntryList {
  private static let scanLimit = 16

  private(set) var entries: [SourceTree.Entry] = []
  private var table: [String: Int] = [:]

  /// Where `key` stands, `nil` where it does not. Keys are equal by their bytes, not by Unicode equivalence.
  func mark(of key: String) -> SourceMark? {
    if entries.count > Self.scanLimit {
      // A key that is merely equivalent hides others in the table: then the scan decides.
      guard let index = table[key] else { return nil }
      if Self.same(entries[index].key, key) { return entries[index].keyMark }
    }
    return entries.first { Self.same($0.key, key) }?.keyMark
  }

  mutating func append(_ entry: SourceTree.Entry) {
    entries.append(entry)
    if entries.count == Self.scanLimit + 1 {
      for (index, entry) in entries.enumerated() { table[entry.key] = index }
    } else if entries.count > Self.scanLimit {
      table[entry.key] = entries.count - 1
    }
  }

  mutating func appendIfNew(_ entry: SourceTree.Entry) {
    if mark(of: entry.key) == nil { append(entry) }
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    left == right && left.utf8.elementsEqual(right.utf8)
  }
}
