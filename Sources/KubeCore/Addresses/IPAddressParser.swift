/// Reads the text of an IP address as `net.ParseIP` did before Go 1.17, which Kubernetes keeps for existing fields
/// (k8s.io/utils/internal/third_party/forked/golang/net).
package enum IPAddressParser {
  /// Family and bits as written: an IPv4-mapped IPv6 address stays IPv6.
  package static func parse(_ text: String) -> (family: IPFamily, bits: UInt128)? {
    let bytes = Array(text.utf8)
    if let bits = ipv4(bytes[...]) { return (.ipv4, bits) }
    if let bits = ipv6(bytes[...]) { return (.ipv6, bits) }
    return nil
  }

  /// A decimal number of any length, at most `maximum`.
  package static func decimal(_ bytes: ArraySlice<UInt8>, maximum: Int) -> Int? {
    number(bytes, radix: 10, maximum: maximum)
  }

  private static func number(_ bytes: ArraySlice<UInt8>, radix: Int, maximum: Int) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var value = 0
    for byte in bytes {
      guard let digit = digit(byte), digit < radix else { return nil }
      value = value * radix + digit
      guard value <= maximum else { return nil }
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private static func ipv4(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt128 = 0
    for part in parts {
      guard let value = decimal(part, maximum: 255) else { return nil }
      bits = bits << 8 | UInt128(value)
    }
    return bits
  }

  private static func ipv6(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    guard let gap = doubleColon(bytes) else {
      guard let groups = groups(bytes.split(separator: colon, omittingEmptySubsequences: false)) else { return nil }
      return groups.count == 8 ? bits(groups) : nil
    }
    let head = bytes[..<gap]
    let tail = bytes[(gap + 2)...]
    // An IPv4 tail may only end the address, so `head` may not have one.
    guard !head.contains(UInt8(ascii: ".")),
      let left = groups(head.isEmpty ? [] : head.split(separator: colon, omittingEmptySubsequences: false)),
      let right = groups(tail.isEmpty ? [] : tail.split(separator: colon, omittingEmptySubsequences: false)),
      left.count + right.count < 8
    else { return nil }
    return bits(left + Array(repeating: 0, count: 8 - left.count - right.count) + right)
  }

  /// Where the only `::` begins.
  private static func doubleColon(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: ":") }
  }

  /// Sixteen-bit groups; a dotted last part counts as two.
  private static func groups(_ parts: [ArraySlice<UInt8>]) -> [UInt16]? {
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let bits = ipv4(part) else { return nil }
        groups += [UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits)]
      } else {
        guard let group = number(part, radix: 16, maximum: 0xFFFF) else { return nil }
        groups.append(UInt16(group))
      }
    }
    return groups
  }

  private static func bits(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }
}
