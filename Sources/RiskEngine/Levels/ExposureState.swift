/// How a pod depends on what the policy engine programs, from least to most.
package enum ExposureState: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// Not on the engine's path at all: host network, no engine that enforces, or one that does not rebuild.
  case exempt
  /// No policy selects it, but like every local pod it has a firewall chain (netpol/pod.go).
  case defaultChain
  /// Ingress-isolated; its egress is free or allowed whole.
  case ingressPolicy
  /// Egress-isolated, with no selecting rule that allows everything.
  case egressPolicy

  package var name: String {
    switch self {
    case .exempt: "Exempt"
    case .defaultChain: "DefaultChain"
    case .ingressPolicy: "IngressPolicy"
    case .egressPolicy: "EgressPolicy"
    }
  }

  package static func < (left: ExposureState, right: ExposureState) -> Bool { left.rawValue < right.rawValue }
}
