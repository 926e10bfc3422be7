package import KubeCore

/// A set of addresses of either family: ranges in ascending order that neither overlap nor touch, so that equal sets
/// have equal bytes.
package struct IPSet: Hashable, Sendable {
  package private(set) var ranges: [IPRange]

  package init() { ranges = [] }

  package init(_ prefix: IPPrefix) { ranges = [prefix.range] }

  package init(_ address: IPAddress) { ranges = [IPRange(address.family, address.bits, address.bits)] }

  package init(_ range: IPRange) { ranges = [range] }

  /// The set of addresses in any of `ranges`, which may overlap and come in any order.
  package init(_ ranges: some Sequence<IPRange>) {
    self.ranges = []
    for range in ranges.sorted(by: { ($0.family, $0.lower) < ($1.family, $1.lower) }) { append(range) }
  }

  package var isEmpty: Bool { ranges.isEmpty }

  /// Whether every address of the family is in the set.
  package func coversAll(_ family: IPFamily) -> Bool {
    ranges.contains(IPPrefix.all(family).range)
  }

  package func contains(_ address: IPAddress) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      let range = ranges[middle]
      if (range.family, range.upper) < (address.family, address.bits) { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(address)
  }

  package func union(_ other: IPSet) -> IPSet { IPSet(ranges + other.ranges) }

  package func subtracting(_ other: IPSet) -> IPSet {
    var result = IPSet()
    for range in ranges { result.append(range, without: other.ranges) }
    return result
  }

  package func intersection(_ other: IPSet) -> IPSet { subtracting(subtracting(other)) }

  /// The fewest CIDR blocks that make up the set, in ascending order.
  package var prefixes: [IPPrefix] { ranges.flatMap(\.prefixes) }

  /// Adds a range that begins no earlier than the last one.
  private mutating func append(_ range: IPRange) {
    guard let last = ranges.last, last.family == range.family,
      last.upper == range.family.maximum || range.lower <= last.upper + 1
    else { return ranges.append(range) }
    ranges[ranges.count - 1] = IPRange(range.family, last.lower, max(last.upper, range.upper))
  }

  private mutating func append(_ range: IPRange, without holes: [IPRange]) {
    var lower = range.lower
    for hole in holes where hole.family == range.family && hole.upper >= lower && hole.lower <= range.upper {
      if hole.lower > lower { append(IPRange(range.family, lower, hole.lower - 1)) }
      guard hole.upper < range.upper else { return }
      lower = hole.upper + 1
    }
    append(IPRange(range.family, lower, range.upper))
  }
}

extension IPSet: CustomStringConvertible {
  /// `10.0.0.0/9, 10.200.0.3-10.200.0.9`, or `none`.
  package var description: String {
    isEmpty ? "none" : ranges.map(\.description).joined(separator: ", ")
  }
}
