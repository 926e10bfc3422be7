/// The two IP families. A policy, a route and a firewall each keep them apart.
package enum IPFamily: UInt8, CaseIterable, Comparable, Hashable, Sendable {
  case ipv4 = 4
  case ipv6 = 6

  /// Number of bits in an address.
  package var bitCount: Int { self == .ipv4 ? 32 : 128 }

  /// The highest address.
  package var maximum: UInt128 { self == .ipv4 ? 0xFFFF_FFFF : .max }

  package static func < (left: IPFamily, right: IPFamily) -> Bool { left.rawValue < right.rawValue }
}

extension IPFamily: CustomStringConvertible {
  package var description: String { self == .ipv4 ? "IPv4" : "IPv6" }
}
