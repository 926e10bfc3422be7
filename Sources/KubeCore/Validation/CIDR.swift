/// How strictly a server reads the CIDRs of fields that are older than KEP-4858.
package enum CIDRValidation: Hashable, Sendable {
  /// Leading zeros, bits beyond the prefix and IPv4-mapped addresses pass, as in Kubernetes before 1.36.
  case legacy
  /// They do not: the feature gate `StrictIPCIDRValidation`, on by default since 1.36.
  case strict
}

/// A CIDR as `netutils.ParseCIDRSloppy` reads it, masked, with what stricter readers object to.
///
/// Addresses keep the width they are written in: an IPv4-mapped IPv6 address is 128 bits long here and still belongs
/// to IPv4 in ``contains(_:)``, as in Go's `net.IPNet`.
struct CIDR: Hashable {
  /// The network's address: 4 or 16 bytes.
  let network: [UInt8]
  let prefixLength: Int
  /// An octet, a group of hex digits or the prefix length has zeros in front that `netip.ParsePrefix` refuses.
  let hasLeadingZeros: Bool
  /// The address has bits set beyond the prefix.
  let hasHostBits: Bool
  /// `::ffff:0:0/96` and inside, by the address as it is written.
  let isIPv4Mapped: Bool

  /// `nil` for anything but a CIDR.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    var reader = AddressReader(bytes: bytes[..<slash])
    guard let address = reader.address() else { return nil }
    let digits = bytes[(slash + 1)...]
    var lengthReader = AddressReader(bytes: digits)
    guard let length = lengthReader.decimal(), lengthReader.isAtEnd, length <= address.count * 8 else { return nil }

    let network = Self.mask(address, to: length)
    self.network = network
    prefixLength = length
    hasLeadingZeros = reader.hasLeadingZeros || lengthReader.hasLeadingZeros
    hasHostBits = network != address
    isIPv4Mapped = Self.isIPv4Mapped(address)
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
    let isMapped = Self.isIPv4Mapped(network)
    let own = isMapped ? Array(network.suffix(4)) : network
    let address = Self.isIPv4Mapped(other.network) ? Array(other.network.suffix(4)) : other.network
    guard own.count == address.count else { return false }
    return Self.mask(address, to: isMapped ? max(0, prefixLength - 96) : prefixLength) == own
  }

  private static func isIPv4Mapped(_ address: [UInt8]) -> Bool {
    address.count == 16 && address[..<10].allSatisfy { $0 == 0 } && address[10..<12].allSatisfy { $0 == 0xFF }
  }

  private static func mask(_ address: [UInt8], to length: Int) -> [UInt8] {
    address.enumerated().map { index, byte in
      let bits = min(8, max(0, length - index * 8))
      return byte & ~(0xFF >> UInt8(bits))
    }
  }
}

/// Reads addresses as Go's `net` did before it refused leading zeros (k8s.io/utils/internal/third_party/forked).
private struct AddressReader {
  private var rest: ArraySlice<UInt8>
  private(set) var hasLeadingZeros = false

  init(bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// A whole IPv4 or IPv6 address.
  mutating func address() -> [UInt8]? {
    let start = rest
    if let address = ipv4() { return address }
    rest = start
    hasLeadingZeros = false
    return ipv6()
  }

  /// A decimal number below 0xFFFFFF, as all numbers here.
  mutating func decimal() -> Int? { number(radix: 10, unpaddedDigits: 1) }

  /// Go's `netip` takes four hex digits, zeros or not, and no padded decimals.
  private mutating func number(radix: Int, unpaddedDigits: Int) -> Int? {
    let start = rest
    var value = 0
    while let byte = rest.first, let digit = Self.digit(byte, radix) {
      value = value * radix + digit
      guard value < 0xFF_FFFF else { return nil }
      rest.removeFirst()
    }
    let count = start.count - rest.count
    if count > unpaddedDigits, radix == 16 || start.first == UInt8(ascii: "0") { hasLeadingZeros = true }
    return count > 0 ? value : nil
  }

  private static func digit(_ byte: UInt8, _ radix: Int) -> Int? {
    let digit =
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
      default: radix
      }
    return digit < radix ? digit : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, UInt32(byte) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func ipv4() -> [UInt8]? {
    var octets: [UInt8] = []
    while octets.count < 4 {
      if !octets.isEmpty { guard take(".") else { return nil } }
      guard let value = decimal(), let octet = UInt8(exactly: value) else { return nil }
      octets.append(octet)
    }
    return isAtEnd ? octets : nil
  }

  private mutating func ipv6() -> [UInt8]? {
    var bytes: [UInt8] = []
    var ellipsis: Int?
    if rest.starts(with: "::".utf8) {
      ellipsis = 0
      rest = rest.dropFirst(2)
      if isAtEnd { return [UInt8](repeating: 0, count: 16) }
    }
    while bytes.count < 16 {
      let start = rest
      let wasPadded = hasLeadingZeros
      guard let group = number(radix: 16, unpaddedDigits: 4), group <= 0xFFFF else { return nil }
      if rest.first == UInt8(ascii: ".") {
        guard bytes.count == 12 || (ellipsis != nil && bytes.count < 12) else { return nil }
        rest = start
        hasLeadingZeros = wasPadded
        guard let octets = ipv4() else { return nil }
        bytes += octets
        break
      }
      bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      if isAtEnd { break }
      guard take(":"), !isAtEnd else { return nil }
      if take(":") {
        guard ellipsis == nil else { return nil }
        ellipsis = bytes.count
        if isAtEnd { break }
      }
    }
    return isAtEnd ? Self.expanded(bytes, at: ellipsis) : nil
  }

  /// The address with zeros where `::` stands, which must be at least one group.
  private static func expanded(_ bytes: [UInt8], at ellipsis: Int?) -> [UInt8]? {
    guard let ellipsis else { return bytes.count == 16 ? bytes : nil }
    guard bytes.count < 16 else { return nil }
    return bytes[..<ellipsis] + [UInt8](repeating: 0, count: 16 - bytes.count) + bytes[ellipsis...]
  }
}
