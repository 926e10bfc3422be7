package import KubeCore

/// A CIDR block: an address and a prefix length, with the host bits cleared.
///
/// Parsed as Kubernetes validates existing fields (`netutils.ParseCIDRSloppy`): host bits and leading zeros are
/// allowed, and an IPv4-mapped block of at least /96 is the IPv4 block.
package struct IPPrefix: Hashable, Sendable {
  /// The first address.
  package let address: IPAddress
  /// Number of leading bits that the block's addresses share.
  package let length: Int

  /// `nil` where the family has no such prefix length.
  package init?(_ address: IPAddress, length: Int) {
    guard (0...address.family.bitCount).contains(length) else { return nil }
    self.address = IPAddress(address.family, address.bits & ~Self.hostMask(address.family, length))
    self.length = length
  }

  /// The block of one address.
  package init(_ address: IPAddress) {
    self.address = address
    self.length = address.family.bitCount
  }

  /// Parses `10.0.0.0/8`; `nil` where it is no CIDR block.
  package init?(_ text: String) {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")),
      let parsed = IPAddressParser.parse(String(text[..<slash])),
      let length = IPAddressParser.decimal(
        Array(text.utf8[text.utf8.index(after: slash)...])[...], maximum: parsed.family.bitCount)
    else { return nil }
    if parsed.family == .ipv6, length >= 96, let embedded = IPAddress.embeddedIPv4(parsed.bits) {
      self.init(IPAddress(.ipv4, embedded), length: length - 96)
    } else {
      self.init(IPAddress(parsed.family, parsed.bits), length: length)
    }
  }

  /// Every address of a family: `0.0.0.0/0` or `::/0`.
  package static func all(_ family: IPFamily) -> IPPrefix {
    IPPrefix(address: IPAddress(family, 0), length: 0)
  }

  init(address: IPAddress, length: Int) {
    self.address = address
    self.length = length
  }

  private static func hostMask(_ family: IPFamily, _ length: Int) -> UInt128 {
    length == 0 ? family.maximum : family.maximum >> UInt128(length)
  }

  package var family: IPFamily { address.family }

  /// From the first to the last address.
  package var range: IPRange {
    IPRange(family, address.bits, address.bits | Self.hostMask(family, length))
  }

  package func contains(_ other: IPAddress) -> Bool { range.contains(other) }

  package func contains(_ other: IPPrefix) -> Bool { length <= other.length && contains(other.address) }
}

extension IPPrefix: Comparable {
  package static func < (left: IPPrefix, right: IPPrefix) -> Bool {
    (left.address, left.length) < (right.address, right.length)
  }
}

extension IPPrefix: CustomStringConvertible {
  package var description: String { "\(address)/\(length)" }
}
