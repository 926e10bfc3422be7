import KubeCore
import Support
import Testing

@Suite("CIDR validation")
struct CIDRValidationTests {
  private static let noCIDR = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
  private static let zeros = "must not have leading 0s in IP or prefix length"
  private static let mapped = "must not have an IPv4-mapped IPv6 address"
  private static let hostBits = "must not have bits set beyond the prefix length"

  private func details(_ cidr: String, except: [String] = [], _ cidrs: CIDRValidation) throws -> [String] {
    let excepts = except.map { "'\($0)'" }.joined(separator: ", ")
    let policy = try ManifestText.object(
      .networkPolicy,
      """
      {'metadata': {'name': 'p'},
       'spec': {'ingress': [{'from': [{'ipBlock': {'cidr': '\(cidr)', 'except': [\(excepts)]}}]}]}}
      """)
    return policy.defaulted().validate(schedule: { _, _ in ScheduleProblems() }, cidrs: cidrs).map(\.detail)
  }

  /// A CIDR, what every server says of it, and what a strict one says.
  static let cidrs: [(String, String?, String?)] = [
    ("0.0.0.0/0", nil, nil), ("10.0.0.0/8", nil, nil), ("192.168.1.7/32", nil, nil), ("255.255.255.255/32", nil, nil),
    ("::/0", nil, nil), ("2001:db8::/64", nil, nil), ("2001:DB8:0:0:0:0:0:0/64", nil, nil), ("::1/128", nil, nil),
    ("1:2:3:4:5:6:7::/112", nil, nil), ("::2:3:4:5:6:7:8/128", nil, nil), ("64:ff9b::1.2.3.4/128", nil, nil),
    ("1:2:3:4:5:6:1.2.3.4/128", nil, nil), ("fe80:0abc::/32", nil, nil),
    ("10.0.0.1/8", nil, hostBits), ("2001:db8::1/64", nil, hostBits),
    ("010.0.0.0/8", nil, zeros), ("10.0.0.00/8", nil, zeros), ("10.0.0.0/08", nil, zeros), ("10.0.0.0/00", nil, zeros),
    ("2001:00db8::/64", nil, zeros), ("::1.2.3.04/128", nil, zeros), ("010.0.0.1/8", nil, zeros),
    ("::ffff:10.0.0.0/104", nil, mapped), ("::ffff:a00:0/104", nil, mapped), ("::ffff:10.0.0.1/104", nil, mapped),
    ("", "", ""),
    ("10.0.0.0", noCIDR, noCIDR), ("10.0.0.0/", noCIDR, noCIDR), ("/8", noCIDR, noCIDR), ("10.0.0/8", noCIDR, noCIDR),
    ("10.0.0.0.0/8", noCIDR, noCIDR), ("10.0.0.256/32", noCIDR, noCIDR), ("10.0.0.0/33", noCIDR, noCIDR),
    ("10.0.0.0/-1", noCIDR, noCIDR), ("10.0.0.0/+8", noCIDR, noCIDR), ("10.0.0.0/8 ", noCIDR, noCIDR),
    (" 10.0.0.0/8", noCIDR, noCIDR), ("10.0.0.0/8/8", noCIDR, noCIDR), ("10..0.0/8", noCIDR, noCIDR),
    ("a.b.c.d/8", noCIDR, noCIDR), ("10.0.0.0/255.0.0.0", noCIDR, noCIDR),
    ("10.0.0.99999999999999999999/8", noCIDR, noCIDR),
    ("::/129", noCIDR, noCIDR), (":/64", noCIDR, noCIDR), (":::/64", noCIDR, noCIDR), ("1::2::3/64", noCIDR, noCIDR),
    ("1:2:3:4:5:6:7/64", noCIDR, noCIDR), ("1:2:3:4:5:6:7:8:9/64", noCIDR, noCIDR),
    ("1:2:3:4:5:6:7:8::/64", noCIDR, noCIDR),
    ("1:2:3:4::5:6:7:8/64", noCIDR, noCIDR), ("12345::/64", noCIDR, noCIDR), ("g::/64", noCIDR, noCIDR),
    ("fe80::1%eth0/64", noCIDR, noCIDR), ("1:2:3:4:5:6:7:1.2.3.4/64", noCIDR, noCIDR), ("1:2:/64", noCIDR, noCIDR),
    ("::1.2.3/64", noCIDR, noCIDR), ("10.0.0.0/99999999999999999999", noCIDR, noCIDR),
  ]

  @Test("Which text is a CIDR", arguments: cidrs)
  func parses(text: String, legacy: String?, strict: String?) throws {
    #expect(try details(text, .legacy) == [legacy].compactMap { $0 })
    #expect(try details(text, .strict) == [strict].compactMap { $0 })
  }

  static let excepts: [(String, String, Bool)] = [
    ("10.0.0.0/8", "10.1.0.0/16", true), ("10.0.0.0/8", "10.0.0.0/9", true), ("10.0.0.0/8", "10.0.0.0/8", false),
    ("10.0.0.0/8", "11.0.0.0/16", false), ("10.0.0.0/8", "0.0.0.0/0", false), ("0.0.0.0/0", "1.2.3.4/32", true),
    ("10.0.0.0/8", "2001:db8::/64", false), ("::/0", "10.0.0.0/8", false), ("::/0", "2001:db8::/64", true),
    ("2001:db8::/32", "2001:db8:1::/48", true), ("2001:db8::/32", "2001:db9::/48", false),
    ("10.1.2.3/8", "10.200.0.0/16", true),
    // Go takes mapped addresses for IPv4 and still compares the lengths as written.
    ("10.0.0.0/8", "::ffff:10.1.0.0/112", true), ("::ffff:10.0.0.0/104", "10.1.0.0/16", false),
    ("::ffff:10.0.0.0/104", "::ffff:10.1.0.0/112", true), ("::/0", "::ffff:10.0.0.0/104", false),
  ]

  @Test("An exception is a strict subset", arguments: excepts)
  func except(cidr: String, except: String, isValid: Bool) throws {
    #expect(
      try details(cidr, except: [except], .legacy) == (isValid ? [] : ["must be a strict subset of `cidr`"]))
  }

  @Test("An exception that is no CIDR is told, and the others are still judged")
  func invalidExcept() throws {
    #expect(
      try details("10.0.0.0/8", except: ["x", "10.1.0.0/16", "12.0.0.0/16"], .legacy) == [
        Self.noCIDR, "must be a strict subset of `cidr`",
      ])
    #expect(try details("x", except: ["y"], .legacy) == [Self.noCIDR])
    #expect(
      try details("10.0.0.0/8", except: ["12.0.0.1/16"], .strict) == [
        Self.hostBits, "must be a strict subset of `cidr`",
      ])
  }

  @Test("Subsets agree with counting addresses")
  func exceptAgainstArithmetic() throws {
    var random = SplitMix64(seed: 4858)
    func text(_ address: UInt32, _ length: Int) -> String {
      let octets = [24, 16, 8, 0].map { String(address >> UInt32($0) & 0xFF) }
      return octets.joined(separator: ".") + "/\(length)"
    }
    func range(_ address: UInt32, _ length: Int) -> ClosedRange<UInt64> {
      let size = UInt64(1) << UInt64(32 - length)
      let start = UInt64(address) / size * size
      return start...(start + size - 1)
    }
    var subsets = 0
    for _ in 0..<2000 {
      let address = UInt32.random(in: 0 ... .max, using: &random)
      let length = Int.random(in: 0...32, using: &random)
      let flip = UInt32(1) << UInt32.random(in: 0...31, using: &random)
      let exceptLength = Int.random(in: 0...32, using: &random)
      let outer = range(address, length)
      let inner = range(address ^ flip, exceptLength)
      let isSubset = outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound && outer != inner
      let found = try details(text(address, length), except: [text(address ^ flip, exceptLength)], .legacy)
      #expect(found.isEmpty == isSubset, "\(text(address, length)) \(text(address ^ flip, exceptLength))")
      if isSubset { subsets += 1 }
    }
    #expect(subsets > 100)
  }
}
