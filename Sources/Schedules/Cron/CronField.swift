/// The values one field of a cron schedule selects.
package struct CronField: Hashable, Sendable {
  /// Bit n stands for value n.
  package var bits: UInt64
  /// Written as `*` or `?` with a step of at most 1; decides between AND and OR of the two day fields.
  ///
  /// A larger step clears it, unlike in Vixie cron. Source: robfig/cron v3 `parser.go`, `getRange`.
  package var isStar: Bool

  package init(bits: UInt64, isStar: Bool = false) {
    self.bits = bits
    self.isStar = isStar
  }

  package var count: Int { bits.nonzeroBitCount }
  package var isEmpty: Bool { bits == 0 }

  /// Selected values, ascending.
  package var values: [Int] { (0..<64).filter { contains($0) } }

  package func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

  /// How many selected values are at most `value`.
  func count(through value: Int) -> Int {
    value < 0 ? 0 : value >= 63 ? count : (bits & (1 << UInt64(value + 1) - 1)).nonzeroBitCount
  }

  /// The largest selected value that is at most `value`.
  func last(through value: Int) -> Int? {
    guard value >= 0 else { return nil }
    let below = value >= 63 ? bits : bits & (1 << UInt64(value + 1) - 1)
    return below == 0 ? nil : 63 - below.leadingZeroBitCount
  }
}
