package import KubeCore

/// An IP address.
///
/// Parsed by the rules of Kubernetes' existing fields (`netutils.ParseIPSloppy`): leading zeros are decimal, a zone is
/// an error, and an IPv4-mapped IPv6 address (`::ffff:10.0.0.1`) is the IPv4 address, as in Go's `net.IP`.
package struct IPAddress: Hashable, Sendable {
  package let family: IPFamily
  /// The address as a number; for IPv4 only the low 32 bits are used.
  package let bits: UInt128

  /// `nil` where the number needs more bits than the family has.
  package init?(family: IPFamily, bits: UInt128) {
    guard bits <= family.maximum else { return nil }
    self.init(family, bits)
  }

  /// `bits` must fit the family.
  init(_ family: IPFamily, _ bits: UInt128) {
    self.family = family
    self.bits = bits
  }

  /// Parses `text`; `nil` where it is no IP address.
  package init?(_ text: String) {
    guard let parsed = IPAddressParser.parse(text) else { return nil }
    if parsed.family == .ipv6, let embedded = Self.embeddedIPv4(parsed.bits) {
      self.init(.ipv4, embedded)
    } else {
      self.init(parsed.family, parsed.bits)
    }
  }

  /// The IPv4 address that `::ffff:a.b.c.d` stands for.
  static func embeddedIPv4(_ bits: UInt128) -> UInt128? {
    bits >> 32 == 0xFFFF ? bits & 0xFFFF_FFFF : nil
  }
}

extension IPAddress: Comparable {
  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    (left.family, left.bits) < (right.family, right.bits)
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the form that RFC 5952 recommends.
  package var description: String {
    switch family {
    case .ipv4:
      stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: bits >> $0)) }.joined(separator: ".")
    case .ipv6: Self.compressed(groups)
    }
  }

  private var groups: [UInt16] {
    stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: bits >> $0) }
  }

  private static func compressed(_ groups: [UInt16]) -> String {
    func text(_ part: some Sequence<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let zeros = longestZeros(groups) else { return text(groups) }
    return "\(text(groups[..<zeros.lowerBound]))::\(text(groups[zeros.upperBound...]))"
  }

  /// The first of the longest runs of two or more zero groups.
  private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<1
    var start = 0
    for index in groups.indices {
      if groups[index] != 0 { start = index + 1 }
      if index + 1 - start > longest.count { longest = start..<(index + 1) }
    }
    return longest.count > 1 ? longest : nil
  }
}
