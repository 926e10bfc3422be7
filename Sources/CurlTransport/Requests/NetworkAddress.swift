internal import Glibc

/// An IPv4 or IPv6 address. One of the form `::ffff:10.0.0.1` is the IPv4 address, as Go's `net.IP` has it.
enum NetworkAddress: Hashable, Sendable {
  case v4([UInt8])
  case v6([UInt8])

  /// `nil` for what is no address; leading zeros and zones are not taken (Go's `net.ParseIP`).
  init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(withUnsafeBytes(of: four) { Array($0) })
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      let bytes = withUnsafeBytes(of: six) { Array($0) }
      let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
      self = isMapped ? .v4(Array(bytes[12...])) : .v6(bytes)
    } else {
      return nil
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .v4(let bytes), .v6(let bytes): bytes
    }
  }

  var isLoopback: Bool {
    switch self {
    case .v4(let bytes): bytes.first == 127
    case .v6(let bytes): bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
  }
}

/// `10.0.0.0/8`, `fd00::/8`.
struct NetworkRange: Hashable, Sendable {
  private let network: NetworkAddress
  private let length: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let network = NetworkAddress(String(parts[0])),
      !parts[1].isEmpty, parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(parts[1]), length <= network.bytes.count * 8
    else { return nil }
    self.network = network
    self.length = length
  }

  func contains(_ address: NetworkAddress) -> Bool {
    let own = network.bytes
    let other = address.bytes
    guard own.count == other.count else { return false }
    for index in own.indices {
      let bits = min(8, max(0, length - index * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      if own[index] & mask != other[index] & mask { return false }
    }
    return true
  }
}
