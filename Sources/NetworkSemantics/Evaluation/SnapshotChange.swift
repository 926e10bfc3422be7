package import KubeCore

/// A change to a few policies or pods, as a patch makes it.
package struct SnapshotChange: Hashable, Sendable {
  /// Each takes the place of the policy with its name, or stands beside the others.
  package var policies: [NetworkPolicy]
  package var removedPolicies: [NamespacedName]
  /// Each takes the place of the pod with its key; one that has no such pod is left out.
  package var endpoints: [PodEndpoint]
  /// Namespaces that come.
  package var namespaces: [Namespace]

  package init(
    policies: [NetworkPolicy] = [], removedPolicies: [NamespacedName] = [], endpoints: [PodEndpoint] = [],
    namespaces: [Namespace] = []
  ) {
    self.policies = policies
    self.removedPolicies = removedPolicies
    self.endpoints = endpoints
    self.namespaces = namespaces
  }

  /// The change of policies and namespaces alone.
  package var withoutEndpoints: SnapshotChange {
    SnapshotChange(policies: policies, removedPolicies: removedPolicies, namespaces: namespaces)
  }
}
