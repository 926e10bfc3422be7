import KubeCore

/// A CIDR of `NO_PROXY`.
struct AddressBlock: Hashable {
  private let family: IPFamily
  private let network: UInt128
  private let length: Int

  init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"), let address = IPAddressParser.parse(String(text[..<slash])),
      let length = IPAddressParser.decimal(
        Array(text[text.index(after: slash)...].utf8)[...], maximum: address.family.bitCount)
    else { return nil }
    family = address.family
    self.length = length
    network = Self.mask(address.bits, length, address.family)
  }

  func contains(_ text: String) -> Bool {
    guard let address = IPAddressParser.parse(text), address.family == family else { return false }
    return Self.mask(address.bits, length, family) == network
  }

  private static func mask(_ bits: UInt128, _ length: Int, _ family: IPFamily) -> UInt128 {
    let tail = UInt128(family.bitCount - length)
    return tail >= 128 ? 0 : (bits >> tail) << tail
  }
}
