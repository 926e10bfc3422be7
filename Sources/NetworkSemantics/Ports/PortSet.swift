/// A set of port numbers 1 to 65535: ranges in ascending order that neither overlap nor touch.
package struct PortSet: Hashable, Sendable {
  package struct Range: Hashable, Sendable {
    package let first: UInt16
    package let last: UInt16
  }

  package private(set) var ranges: [Range]

  package static let none = PortSet(ranges: [])
  package static let all = PortSet(ranges: [Range(first: 1, last: .max)])

  private init(ranges: [Range]) { self.ranges = ranges }

  package init(_ port: UInt16) { self.init(port, port) }

  /// Ports `first` to `last`, both included; empty where `last` is lower. Port 0 does not exist.
  package init(_ first: UInt16, _ last: UInt16) {
    let first = max(first, 1)
    ranges = first <= last ? [Range(first: first, last: last)] : []
  }

  package var isEmpty: Bool { ranges.isEmpty }
  package var isAll: Bool { self == .all }

  /// How many ports are in the set.
  package var count: Int { ranges.reduce(0) { $0 + Int($1.last - $1.first) + 1 } }

  package func contains(_ port: UInt16) -> Bool { ranges.contains { $0.first <= port && port <= $0.last } }

  package func union(_ other: PortSet) -> PortSet {
    if other.isEmpty || isAll { return self }
    if isEmpty || other.isAll { return other }
    var result = PortSet.none
    for range in (ranges + other.ranges).sorted(by: { $0.first < $1.first }) { result.append(range) }
    return result
  }

  package func intersection(_ other: PortSet) -> PortSet {
    if isAll || other.isEmpty { return other }
    if other.isAll || isEmpty { return self }
    var result = PortSet.none
    for left in ranges {
      for right in other.ranges where left.first <= right.last && right.first <= left.last {
        result.append(Range(first: max(left.first, right.first), last: min(left.last, right.last)))
      }
    }
    return result
  }

  package func subtracting(_ other: PortSet) -> PortSet {
    if isEmpty || other.isAll { return .none }
    var result = PortSet.none
    for range in ranges { result.append(range, without: other.ranges) }
    return result
  }

  private mutating func append(_ range: Range) {
    guard let last = ranges.last, last.last == .max || range.first <= last.last + 1 else { return ranges.append(range) }
    ranges[ranges.count - 1] = Range(first: last.first, last: max(last.last, range.last))
  }

  private mutating func append(_ range: Range, without holes: [Range]) {
    var first = range.first
    for hole in holes where hole.last >= first && hole.first <= range.last {
      if hole.first > first { append(Range(first: first, last: hole.first - 1)) }
      guard hole.last < range.last else { return }
      first = hole.last + 1
    }
    append(Range(first: first, last: range.last))
  }
}

extension PortSet: CustomStringConvertible {
  /// `all`, `none` or `80,443,8000-8010`.
  package var description: String {
    if isAll { return "all" }
    if isEmpty { return "none" }
    return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ",")
  }
}
