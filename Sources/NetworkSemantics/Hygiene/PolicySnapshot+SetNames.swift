import KubeCore

extension PolicySnapshot {
  /// Names of chains and ipsets that kube-router computes for more than one thing, in order.
  ///
  /// Policies whose namespace and name join to the same text collide in everything; this is reported once.
  package var setNameCollisions: [SetNameCollision] {
    let joined = Dictionary(grouping: policies) { $0.name.namespace + $0.name.name }
    let whole = joined.values.filter { $0.count > 1 }.map { policies in
      SetNameCollision(prefix: "KUBE-NWPLCY", owners: owners(policies.map { ($0.name, "") }))
    }
    var sets: [SetName: [(NamespacedName, String)]] = [:]
    for policy in policies where joined[policy.name.namespace + policy.name.name]?.first?.name == policy.name {
      for (name, part) in setNames(policy) { sets[name, default: []].append((policy.name, part)) }
    }
    let parts = sets.filter { $0.value.count > 1 }.map {
      SetNameCollision(prefix: $0.key.prefix, owners: owners($0.value))
    }
    return (whole + parts).sorted {
      $0.owners == $1.owners ? $0.prefix < $1.prefix : $0.owners.lexicographicallyPrecedes($1.owners)
    }
  }

  private func owners(_ owners: [(NamespacedName, String)]) -> [SetNameCollision.Owner] {
    owners.map { SetNameCollision.Owner(policy: $0.0, part: $0.1) }
  }

  /// What is hashed into a set's name, with what it is for.
  private func setNames(_ policy: CompiledPolicy) -> [(SetName, String)] {
    let base = policy.name.namespace + policy.name.name
    var names: [(SetName, String)] = []
    if policy.isolates(.egress) { names.append((SetName(prefix: "KUBE-SRC", text: base + "|"), "selected pods")) }
    if policy.isolates(.ingress) { names.append((SetName(prefix: "KUBE-DST", text: base + "|"), "selected pods")) }
    for direction in PolicyDirection.allCases {
      let ports = direction == .ingress ? policy.spec.ingress.map(\.ports) : policy.spec.egress.map(\.ports)
      let prefix = direction == .ingress ? "KUBE-SRC" : "KUBE-DST"
      for rule in policy.rules(direction) ?? [] {
        let text = "\(base)\(direction.rulesField)rule\(rule.index)"
        let part = "\(direction.rulesField)[\(rule.index)]"
        if rule.hasPods { names.append((SetName(prefix: prefix, text: text + "|pod"), "\(part), pods")) }
        if rule.hasAddresses { names.append((SetName(prefix: prefix, text: text + "|ipblock"), "\(part), ipBlocks")) }
        let compiler = KubeRouterCompiler(policy, self)
        for number in 0..<compiler.namedPortCount(direction, rule, ports[rule.index]) {
          names.append(
            (SetName(prefix: "KUBE-DST", text: "\(text)\(number)|namedport"), "\(part), named port \(number)"))
        }
      }
    }
    return names
  }
}

/// The text that is hashed, with `|` for the family, which no Kubernetes name contains.
private struct SetName: Hashable {
  let prefix: String
  let text: String
}

extension CompiledRule {
  fileprivate var hasPods: Bool { peers?.contains { if case .pods = $0 { true } else { false } } ?? false }
  fileprivate var hasAddresses: Bool { peers?.contains { if case .addresses = $0 { true } else { false } } ?? false }
}
