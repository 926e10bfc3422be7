package import KubeCore

/// Consecutive addresses of one family, both ends included.
package struct IPRange: Hashable, Sendable {
  package let family: IPFamily
  let lower: UInt128
  let upper: UInt128

  /// `lower` may not exceed `upper`, and both must fit the family.
  init(_ family: IPFamily, _ lower: UInt128, _ upper: UInt128) {
    self.family = family
    self.lower = lower
    self.upper = upper
  }

  package var first: IPAddress { IPAddress(family, lower) }
  package var last: IPAddress { IPAddress(family, upper) }

  package func contains(_ address: IPAddress) -> Bool {
    address.family == family && lower <= address.bits && address.bits <= upper
  }

  /// The fewest CIDR blocks that make up this range, in ascending order.
  package var prefixes: [IPPrefix] {
    var prefixes: [IPPrefix] = []
    var next = lower
    while true {
      var hostBits = min(next == 0 ? family.bitCount : next.trailingZeroBitCount, family.bitCount)
      while hostBits > 0, upper - next < Self.span(hostBits) { hostBits -= 1 }
      prefixes.append(IPPrefix(address: IPAddress(family, next), length: family.bitCount - hostBits))
      let last = next + Self.span(hostBits)
      if last == upper { return prefixes }
      next = last + 1
    }
  }

  /// Difference between the last and the first address of a block.
  private static func span(_ hostBits: Int) -> UInt128 {
    hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
  }
}

extension IPRange: CustomStringConvertible {
  /// One CIDR block where the range is one, else `first-last`.
  package var description: String {
    let prefixes = prefixes
    return prefixes.count == 1 ? prefixes[0].description : "\(first)-\(last)"
  }
}
