/// How policies hold one pod: which select it, and what that means per direction.
///
/// A pod is isolated in a direction by the union of the policies that select it and have that direction; order does
/// not matter. A pod on the host's network or finished is never selected.
package struct Isolation: Hashable, Sendable {
  /// Every policy that selects the pod, in order.
  package var selectedBy: [NamespacedName] = []
  /// Those of them that isolate it in each direction.
  package var ingressPolicies: [NamespacedName] = []
  package var egressPolicies: [NamespacedName] = []
  /// Those of them with an empty rule (`{}`) in each direction, which allows everything.
  package var ingressOpenedBy: [NamespacedName] = []
  package var egressOpenedBy: [NamespacedName] = []

  package init() {}

  package var ingressIsolated: Bool { !ingressPolicies.isEmpty }
  package var egressIsolated: Bool { !egressPolicies.isEmpty }
  package var ingressAllowsEverything: Bool { !ingressOpenedBy.isEmpty }
  package var egressAllowsEverything: Bool { !egressOpenedBy.isEmpty }
}
