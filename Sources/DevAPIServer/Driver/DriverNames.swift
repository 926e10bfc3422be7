import Support

/// The random parts of names, addresses and uids, from one seed.
struct DriverNames: Sendable {
  /// What Kubernetes takes: no vowels and nothing that looks like one (apimachinery util/rand, `alphanums`).
  private static let letters = Array("bcdfghjklmnpqrstvwxz2456789")

  private var random: SplitMix64
  private var addresses: UInt32 = 0
  private var placements = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func suffix() -> String {
    String((0..<5).map { _ in Self.letters[Int(random.next() % UInt64(Self.letters.count))] })
  }

  /// A uid of version 4 (RFC 9562).
  mutating func uid() -> String {
    let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    func hex(_ value: UInt64, _ width: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: width - text.count) + text
    }
    let digits = hex(high, 16) + hex(low, 16)
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
      String(digits.dropFirst(range.lowerBound).prefix(range.count))
    }
    return parts.joined(separator: "-")
  }

  /// The next pod address of 10.42.0.0/16.
  mutating func podIP() -> String {
    addresses = addresses % 65_000 + 1
    return "10.42.\(addresses / 250).\(addresses % 250 + 2)"
  }

  mutating func node(of nodes: [String]) -> String {
    placements += 1
    return nodes.isEmpty ? "node1" : nodes[(placements - 1) % nodes.count]
  }
}
