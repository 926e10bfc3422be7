/// Strings by number, counted, so that a number is given again only when nobody holds it any more.
struct SymbolTable {
  private var texts: [String] = []
  private var holders: [UInt32] = []
  private var free: [UInt32] = []
  private var table = SlotTable()

  /// The number of a text that somebody holds.
  @inline(__always)
  func find(_ text: String) -> UInt32? {
    table.find(SlotHash.of(text)) { texts[Int($0)] == text }
  }

  /// The number of a text, new where need be; it stays only if it is retained.
  mutating func intern(_ text: String) -> UInt32 {
    let hash = SlotHash.of(text)
    if let known = table.find(hash, where: { texts[Int($0)] == text }) { return known }
    let symbol: UInt32
    if let reused = free.popLast() {
      symbol = reused
      texts[Int(symbol)] = text
    } else {
      symbol = UInt32(texts.count)
      texts.append(text)
      holders.append(0)
    }
    table.insert(hash, symbol)
    return symbol
  }

  func text(_ symbol: UInt32) -> String { texts[Int(symbol)] }

  func holderCount(_ symbol: UInt32) -> UInt32 { holders[Int(symbol)] }

  mutating func retain(_ symbol: UInt32) { holders[Int(symbol)] += 1 }

  /// Whether this was the last holder.
  @discardableResult
  mutating func release(_ symbol: UInt32) -> Bool {
    holders[Int(symbol)] -= 1
    guard holders[Int(symbol)] == 0 else { return false }
    table.remove(SlotHash.of(texts[Int(symbol)]), symbol)
    texts[Int(symbol)] = ""
    free.append(symbol)
    return true
  }
}
