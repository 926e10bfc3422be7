import KubeCore

/// A policy that another one makes superfluous.
package struct SubsumedPolicy: Hashable, Sendable {
  package let policy: NamespacedName
  /// Selects at least the same pods, isolates them in at least the same directions and allows at least the same.
  package let by: NamespacedName

  package init(policy: NamespacedName, by: NamespacedName) {
    self.policy = policy
    self.by = by
  }
}

extension PolicySnapshot {
  /// Policies that select no pod and no workload of the snapshot, in order. A policy whose selector is invalid is not
  /// among them.
  package var unusedPolicies: [NamespacedName] {
    let byNamespace = Dictionary(grouping: endpoints.filter(\.isSelectable)) { $0.namespace }
    return policies.filter { policy in
      guard policy.podSelector != nil else { return false }
      return !byNamespace[policy.name.namespace, default: []].contains(where: policy.selects)
    }.map(\.name)
  }

  /// Policies of one namespace that say the same, in whatever words: groups of two or more, in order.
  package var duplicatePolicies: [[NamespacedName]] {
    var groups: [CanonicalPolicy: [NamespacedName]] = [:]
    for policy in policies {
      if let canonical = CanonicalPolicy(policy) { groups[canonical, default: []].append(policy.name) }
    }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// Policies that could go without any effect because of one other policy, each with the first such policy, in order.
  ///
  /// Duplicates are not among them. Of two that subsume each other the later one is.
  package var subsumedPolicies: [SubsumedPolicy] {
    var subsumed: [SubsumedPolicy] = []
    for namespace in policiesByNamespace.keys.sorted() {
      let canonical = policiesByNamespace[namespace, default: []].compactMap { policy in
        CanonicalPolicy(policy).map { (policy.name, $0) }
      }
      for (name, policy) in canonical {
        let cover = canonical.first { other, otherPolicy in
          other != name && policy != otherPolicy && policy.isSubsumed(by: otherPolicy)
            && !(otherPolicy.isSubsumed(by: policy) && name < other)
        }
        if let cover { subsumed.append(SubsumedPolicy(policy: name, by: cover.0)) }
      }
    }
    return subsumed
  }
}
