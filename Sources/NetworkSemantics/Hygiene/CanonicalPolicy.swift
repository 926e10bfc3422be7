/// What a policy says, without its name and without the ways in which the same can be written: policies that are equal
/// as values have the same effect.
struct CanonicalPolicy: Hashable {
  let namespace: String
  let podSelector: SelectorMatcher
  /// `nil` where the direction is not isolated.
  let ingress: Set<CanonicalRule>?
  let egress: Set<CanonicalRule>?

  /// `nil` for a policy with a problem.
  init?(_ policy: CompiledPolicy) {
    guard policy.problems.isEmpty, let podSelector = policy.podSelector else { return nil }
    namespace = policy.name.namespace
    self.podSelector = podSelector
    ingress = policy.ingress.map { Set($0.map(CanonicalRule.init)) }
    egress = policy.egress.map { Set($0.map(CanonicalRule.init)) }
  }

  /// Whether removing a policy like this changes nothing while one like `other` is there: the other selects at least
  /// the same pods, isolates them in at least the same directions, and allows at least the same there.
  func isSubsumed(by other: CanonicalPolicy) -> Bool {
    namespace == other.namespace && podSelector.implies(other.podSelector)
      && Self.areCovered(ingress, by: other.ingress) && Self.areCovered(egress, by: other.egress)
  }

  private static func areCovered(_ rules: Set<CanonicalRule>?, by others: Set<CanonicalRule>?) -> Bool {
    guard let rules else { return true }
    guard let others else { return false }
    return rules.allSatisfy { rule in others.contains { rule.isCovered(by: $0) } }
  }
}

/// One rule in normal form.
struct CanonicalRule: Hashable {
  struct PodPeer: Hashable {
    let namespaces: NamespaceScope
    let pods: SelectorMatcher
  }

  private let isAnyPeer: Bool
  private let pods: Set<PodPeer>
  private let addresses: IPSet
  /// Any port is every port of every protocol here, which differs for protocols that a policy cannot name.
  private let isAnyPort: Bool
  private let ports: RulePorts

  init(_ rule: CompiledRule) {
    var pods: Set<PodPeer> = []
    var ranges: [IPRange] = []
    for peer in rule.peers ?? [] {
      switch peer {
      case .pods(let namespaces, let selector, _): pods.insert(PodPeer(namespaces: namespaces, pods: selector))
      case .addresses(let set): ranges += set.ranges
      case .nothing: break
      }
    }
    isAnyPeer = rule.peers == nil
    self.pods = pods
    addresses = IPSet(ranges)
    isAnyPort = rule.ports == nil
    ports = RulePorts(rule.ports)
  }

  func isCovered(by other: CanonicalRule) -> Bool { hasPeersCovered(by: other) && hasPortsCovered(by: other) }

  private func hasPeersCovered(by other: CanonicalRule) -> Bool {
    if other.isAnyPeer { return true }
    guard !isAnyPeer, addresses.subtracting(other.addresses).isEmpty else { return false }
    return pods.allSatisfy { peer in other.pods.contains { peer.isCovered(by: $0) } }
  }

  private func hasPortsCovered(by other: CanonicalRule) -> Bool {
    if other.isAnyPort { return true }
    guard !isAnyPort, other.ports.fixed.isSuperset(of: ports.fixed) else { return false }
    return ports.names.allSatisfy { other.ports.names.contains($0) || other.ports.fixed[$0.transport].isAll }
  }
}

extension CanonicalRule.PodPeer {
  fileprivate func isCovered(by other: CanonicalRule.PodPeer) -> Bool {
    guard pods.implies(other.pods) else { return false }
    switch (namespaces, other.namespaces) {
    case (.own, .own): return true
    case (.own, .matching(let selector)): return selector.matchesEverything
    case (.matching, .own): return false
    case (.matching(let selector), .matching(let wider)): return selector.implies(wider)
    }
  }
}
