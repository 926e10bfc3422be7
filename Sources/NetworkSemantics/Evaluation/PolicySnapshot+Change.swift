import KubeCore

extension PolicySnapshot {
  /// This snapshot after a change. What the change does not name is shared, compiled policies among it.
  package func applying(_ change: SnapshotChange) -> PolicySnapshot {
    let compiled = change.policies.map { CompiledPolicy($0) }
    var policies = self.policies
    var byNamespace = policiesByNamespace
    func put(_ name: NamespacedName, _ policy: CompiledPolicy?) {
      policies.put(policy, at: name)
      byNamespace[name.namespace, default: []].put(policy, at: name)
      if byNamespace[name.namespace]?.isEmpty == true { byNamespace[name.namespace] = nil }
    }
    for name in change.removedPolicies { put(name, nil) }
    for policy in compiled { put(policy.name, policy) }
    var namespaces = namespaces
    namespaces.add(change.namespaces)
    guard !change.endpoints.isEmpty else {
      return PolicySnapshot(self, policies: policies, byNamespace: byNamespace, namespaces: namespaces)
    }
    let moved = Dictionary(change.endpoints.map { ($0.id, $0) }) { _, last in last }
    return PolicySnapshot(
      policies: policies, byNamespace: byNamespace, endpoints: endpoints.map { moved[$0.id] ?? $0 },
      namespaces: namespaces)
  }
}

extension [CompiledPolicy] {
  /// Puts a policy in the place of those with its name, or takes these away; the array stays in order.
  fileprivate mutating func put(_ policy: CompiledPolicy?, at name: NamespacedName) {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].name < name { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < count, self[end].name == name { end += 1 }
    replaceSubrange(low..<end, with: policy.map { [$0] } ?? [])
  }
}
