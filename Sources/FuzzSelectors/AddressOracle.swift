import FuzzSupport
import Glibc
import KubeCore
import NetworkSemantics

/// Addresses and blocks against the C library, KubeCore's reader of CIDRs and plain arithmetic.
enum AddressOracle {
  static func check(_ text: String) {
    if let address = IPAddress(text) {
      expectEqual(IPAddress(address.description), address, "\(text) does not survive printing")
      expectEqual(system(address.description), address.family, "The C library refuses \(address)")
    } else {
      expect(system(text) == nil, "The C library reads \(text)")
    }
    let prefix = IPPrefix(text)
    if let prefix {
      expectEqual(IPPrefix(prefix.description), prefix, "\(text) does not survive printing")
      expect(prefix.contains(prefix.range.first) && prefix.contains(prefix.range.last), "\(prefix) and its ends")
      expectEqual(prefix.range.prefixes, [prefix], "The blocks of one block")
    }
    var block = IPBlock()
    block.cidr = text
    var peer = NetworkPolicyPeer()
    peer.ipBlock = block
    var rule = NetworkPolicyIngressRule()
    rule.from = [peer]
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: "default", name: "p")
    policy.spec.ingress = [rule]
    let object = KubeObject.networkPolicy(policy).defaulted()
    let legacy = object.validate { _, _ in ScheduleProblems() }
    expectEqual(legacy.isEmpty, prefix != nil, "The API server has another view of \(text): \(legacy)")
    let strict = object.validate(schedule: { _, _ in ScheduleProblems() }, cidrs: .strict)
    expect(legacy.isEmpty || !strict.isEmpty, "Strict validation passes what the legacy one refuses: \(text)")
    expectEqual(CompiledPolicy(policy).problems.isEmpty, prefix != nil, "The compiler has another view of \(text)")
  }

  /// The family of what `inet_pton` reads.
  private static func system(_ text: String) -> IPFamily? {
    guard !text.utf8.contains(0) else { return nil }
    var bytes: (UInt64, UInt64) = (0, 0)
    if inet_pton(AF_INET, text, &bytes) == 1 { return .ipv4 }
    return inet_pton(AF_INET6, text, &bytes) == 1 ? .ipv6 : nil
  }

  /// Sets of addresses by what is in them, looked at where something changes.
  static func checkSets(_ input: inout FuzzInput) {
    let left = input.list(upTo: 5) { $0.prefix() }
    let right = input.list(upTo: 5) { $0.prefix() }
    let (first, second) = (IPSet(left.map(\.range)), IPSet(right.map(\.range)))
    let (union, difference) = (first.union(second), first.subtracting(second))
    let common = first.intersection(second)
    expectEqual(IPSet(union.prefixes.map(\.range)), union, "A set and its blocks")
    expectEqual(second.union(first), union, "Union")
    expectEqual(second.intersection(first), common, "Intersection")
    expectEqual(difference.union(common), first, "Both parts of a set")
    for address in (left + right).flatMap(neighbours) {
      let isLeft = left.contains { $0.contains(address) }
      let isRight = right.contains { $0.contains(address) }
      expectEqual(first.contains(address), isLeft, "\(address) in \(first)")
      expectEqual(union.contains(address), isLeft || isRight, "\(address) in a union")
      expectEqual(difference.contains(address), isLeft && !isRight, "\(address) in a difference")
      expectEqual(common.contains(address), isLeft && isRight, "\(address) in an intersection")
    }
    for family in IPFamily.allCases where union.coversAll(family) {
      expect(union.prefixes.contains(.all(family)), "All of \(family) is not one block")
    }
    checkPorts(&input)
  }

  private static func neighbours(_ prefix: IPPrefix) -> [IPAddress] {
    [
      prefix.range.first.bits, prefix.range.last.bits, prefix.range.first.bits &- 1, prefix.range.last.bits &+ 1,
    ].compactMap { IPAddress(family: prefix.family, bits: $0) }
  }

  private static func checkPorts(_ input: inout FuzzInput) {
    let left = input.list(upTo: 5) { ($0.uint16(), $0.uint16()) }
    let right = input.list(upTo: 5) { ($0.uint16(), $0.uint16()) }
    let first = left.reduce(PortSet.none) { $0.union(PortSet($1.0, $1.1)) }
    let second = right.reduce(PortSet.none) { $0.union(PortSet($1.0, $1.1)) }
    let (union, common) = (first.union(second), first.intersection(second))
    let difference = first.subtracting(second)
    expectEqual(difference.union(common), first, "Both parts of a set of ports")
    expectEqual(union.count, first.count + second.count - common.count, "The number of ports")
    for port in (left + right).flatMap({ [$0.0, $0.1, $0.0 &- 1, $0.1 &+ 1] }) where port > 0 {
      let isLeft = left.contains { $0.0 <= port && port <= $0.1 }
      let isRight = right.contains { $0.0 <= port && port <= $0.1 }
      expectEqual(first.contains(port), isLeft, "\(port) in \(first)")
      expectEqual(union.contains(port), isLeft || isRight, "\(port) in a union")
      expectEqual(common.contains(port), isLeft && isRight, "\(port) in an intersection")
      expectEqual(difference.contains(port), isLeft && !isRight, "\(port) in a difference")
    }
  }
}

extension FuzzInput {
  /// A block near others: addresses of few bits that are set at both ends.
  mutating func prefix() -> IPPrefix {
    let family = pick(IPFamily.allCases)
    let high = UInt128(byte()) << UInt128(family.bitCount - 8)
    let bits = (high | UInt128(byte())) & family.maximum
    let length = index(below: family.bitCount + 1)
    guard let address = IPAddress(family: family, bits: bits), let prefix = IPPrefix(address, length: length) else {
      return .all(family)
    }
    return prefix
  }
}
