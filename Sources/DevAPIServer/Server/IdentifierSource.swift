internal import Support

/// Makes uids and the ends of generated names.
struct IdentifierSource: Sendable {
  private let generator: Lock<SplitMix64>

  /// The same identifiers for the same seed; random ones without.
  init(seed: UInt64?) {
    var system = SystemRandomNumberGenerator()
    generator = Lock(SplitMix64(seed: seed ?? system.next()))
  }

  /// RFC 4122, version 4.
  func uid() -> String {
    let (high, low) = generator.withLock { ($0.next(), $0.next()) }
    let text =
      hexadecimal(high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000) + hexadecimal(low & 0x3FFF_FFFF_FFFF_FFFF | 1 << 63)
    let cuts = [8, 4, 4, 4, 12]
    var rest = Substring(text)
    var parts: [Substring] = []
    for cut in cuts {
      parts.append(rest.prefix(cut))
      rest = rest.dropFirst(cut)
    }
    return parts.joined(separator: "-")
  }

  /// Five characters, without vowels and look-alikes (apimachinery, util/rand).
  func suffix() -> String {
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return generator.withLock { generator in
      String((0..<5).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
    }
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
