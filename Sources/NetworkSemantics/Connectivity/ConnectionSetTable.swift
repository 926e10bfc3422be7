/// Connection sets by number, so that a table of them is a table of small numbers and equal sets are equal numbers.
struct ConnectionSetTable {
  static let none: UInt32 = 0
  static let all: UInt32 = 1

  private var sets: [ConnectionSet] = [.none, .all]
  private var numbers: [ConnectionSet: UInt32] = [.none: none, .all: all]
  private var unions: [UInt64: UInt32] = [:]
  private var intersections: [UInt64: UInt32] = [:]

  subscript(number: UInt32) -> ConnectionSet { sets[Int(number)] }

  mutating func number(_ set: ConnectionSet) -> UInt32 {
    if let number = numbers[set] { return number }
    let number = UInt32(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  mutating func union(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == right || right == Self.none || left == Self.all { return left }
    if left == Self.none || right == Self.all { return right }
    let key = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
    if let known = unions[key] { return known }
    let result = number(self[left].union(self[right]))
    unions[key] = result
    return result
  }

  /// The number of what two sets have in common.
  mutating func meet(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == right || right == Self.all || left == Self.none { return left }
    if left == Self.all || right == Self.none { return right }
    let key = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
    if let known = intersections[key] { return known }
    let result = number(self[left].intersection(self[right]))
    intersections[key] = result
    return result
  }

  func intersection(_ left: UInt32, _ right: UInt32) -> ConnectionSet {
    if left == Self.all { return self[right] }
    if right == Self.all || left == right { return self[left] }
    return self[left].intersection(self[right])
  }
}
