/// How strictly a server reads the CIDRs of fields that are older than KEP-4858.
package enum CIDRValidation: Hashable, Sendable {
  /// Leading zeros, bits beyond the prefix and IPv4-mapped addresses pass, as in Kubernetes before 1.36.
  case legacy
  /// They do not: the feature gate `StrictIPCIDRValidation`, on by default since 1.36.
  case strict
}

/// A CIDR as `netutils.ParseCIDRSloppy` reads it, masked, with what stricter readers object to.
///
/// Addresses keep the family they are written in: an IPv4-mapped IPv6 address is 128 bits long here and still belongs
/// to IPv4 in ``contains(_:)``, as in Go's `net.IPNet`.
struct CIDR: Hashable {
  let family: IPFamily
  /// The network's address, in the low bits of its family's width.
  let network: UInt128
  let prefixLength: Int
  /// An octet, a group of hex digits or the prefix length has zeros in front that `netip.ParsePrefix` refuses.
  let hasLeadingZeros: Bool
  /// The address has bits set beyond the prefix.
  let hasHostBits: Bool
  /// `::ffff:0:0/96` and inside, by the address as it is written.
  let isIPv4Mapped: Bool

  /// `nil` for anything but a CIDR.
  init?(_ text: String) {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let addressText = String(text[..<slash])
    let digits = Array(text.utf8[text.utf8.index(after: slash)...])
    guard let address = IPAddressParser.parse(addressText),
      let length = IPAddressParser.decimal(digits[...], maximum: address.family.bitCount)
    else { return nil }
    family = address.family
    prefixLength = length
    network = Self.mask(address.bits, to: length, of: family.bitCount)
    hasLeadingZeros = Self.hasPadding(addressText) || (digits.count > 1 && digits.first == UInt8(ascii: "0"))
    hasHostBits = network != address.bits
    isIPv4Mapped = Self.isIPv4Mapped(address.family, address.bits)
  }

  /// What ``CIDRValidation/strict`` says about it, in the server's words; `nil` where it passes.
  /// Source: `parseCIDR` of k8s.io/apimachinery, which stops at the first objection.
  var strictObjection: String? {
    if hasLeadingZeros { return "must not have leading 0s in IP or prefix length" }
    if isIPv4Mapped { return "must not have an IPv4-mapped IPv6 address" }
    if hasHostBits { return "must not have bits set beyond the prefix length" }
    return nil
  }

  /// Whether the other network's address lies in this one: `net.IPNet.Contains`.
  func contains(_ other: CIDR) -> Bool {
    let (ownWidth, own, length) = unmapped
    let (width, address, _) = other.unmapped
    return ownWidth == width && Self.mask(address, to: length, of: width) == own
  }

  /// Width, address and prefix length, an IPv4-mapped network as the IPv4 one that it is.
  private var unmapped: (width: Int, address: UInt128, length: Int) {
    guard Self.isIPv4Mapped(family, network) else { return (family.bitCount, network, prefixLength) }
    return (32, network & 0xFFFF_FFFF, max(0, prefixLength - 96))
  }

  private static func isIPv4Mapped(_ family: IPFamily, _ bits: UInt128) -> Bool {
    family == .ipv6 && bits >> 32 == 0xFFFF
  }

  private static func mask(_ bits: UInt128, to length: Int, of width: Int) -> UInt128 {
    let hostBits = width - length
    return hostBits >= 128 ? 0 : (bits >> UInt128(hostBits)) << UInt128(hostBits)
  }

  /// Go's `netip` takes four hex digits, zeros or not, and no padded decimals.
  private static func hasPadding(_ address: String) -> Bool {
    address.split(separator: ":").contains { group in
      guard group.contains(".") else { return address.contains(":") && group.utf8.count > 4 }
      return group.split(separator: ".").contains { $0.utf8.count > 1 && $0.hasPrefix("0") }
    }
  }
}
