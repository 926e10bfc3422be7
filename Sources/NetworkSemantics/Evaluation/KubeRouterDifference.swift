/// A case in which kube-router reads a policy otherwise than the specification.
/// Source: `pkg/controllers/netpol/policy.go` of cloudnativelabs/kube-router.
package enum KubeRouterDifference: Hashable, Comparable, Sendable, CaseIterable {
  case policyTypesNotDefaulted
  case allIPv6
  case exceptHidesLaterBlock
  case namedPortToAnyDestination
  case namedPortOfInitContainer
  case namedPortWithoutPods
  case endPortBelowPort
  case protocolNotDefaulted
  case hostNetworkAddress

  /// One clause that says what kube-router does.
  package var explanation: String {
    switch self {
    case .policyTypesNotDefaulted:
      "kube-router takes a policy without policyTypes for an ingress policy; the API server fills them in"
    case .allIPv6: "kube-router turns ::/0 into 2000::/3 and fd00::/8"
    case .exceptHidesLaterBlock:
      "kube-router puts all ipBlocks of a rule into one set, where an except also holds against the rule's other blocks"
    case .namedPortToAnyDestination:
      "kube-router resolves a port name in an egress rule without peers by the pods of the policy's own namespace, "
        + "and allows the numbers to any destination"
    case .namedPortOfInitContainer: "kube-router does not look for port names in init containers"
    case .namedPortWithoutPods:
      "kube-router allows a rule's pod peers every port where no pod has any of the rule's port names"
    case .endPortBelowPort: "kube-router drops an endPort that is below its port"
    case .protocolNotDefaulted:
      "kube-router takes a port without protocol for any protocol; the API server fills in TCP"
    case .hostNetworkAddress:
      "traffic of a pod on the host's network arrives with an address of its node, which may be the tunnel's"
    }
  }
}
