/// What enforces NetworkPolicies on a node.
package enum PolicyEngine: String, Hashable, Sendable, CaseIterable {
  /// kube-router's NetworkPolicy controller: embedded in K3s, or a DaemonSet.
  case kubeRouter = "kube-router"
  /// Calico's Felix with iptables or nftables.
  case calicoIptables = "calico-iptables"
  /// Calico's eBPF dataplane. Nodes, pods and DaemonSets look like ``calicoIptables``: only `--engine` names it.
  case calicoEBPF = "calico-ebpf"
  /// Calico's policies over flannel's network.
  case canal
  case cilium
  /// kube-network-policies, also inside kindnet and flannel.
  case kubeNetworkPolicies = "kube-network-policies"
  case antrea
  case ovnKubernetes = "ovn-kubernetes"
  case weave
  /// flannel alone: a network without policies.
  case flannel
  /// No engine at all.
  case none

  /// Whether a pod that starts or ends anywhere makes the engine rebuild all of its state on every node.
  package var rebuildsOnChurn: Bool { self == .kubeRouter }

  /// Whether NetworkPolicies have an effect.
  package var enforcesPolicy: Bool { self != .flannel && self != .none }

  /// The engine with the name that a user gave.
  package static func named(_ name: String) throws(UnknownEngine) -> PolicyEngine {
    guard let engine = PolicyEngine(rawValue: name) else { throw UnknownEngine(name: name) }
    return engine
  }
}

/// A name that is no engine's.
package struct UnknownEngine: Error, Hashable, Sendable {
  package var name: String

  package init(name: String) { self.name = name }

  /// One sentence that lists the names there are.
  package var message: String {
    let names = PolicyEngine.allCases.map(\.rawValue).joined(separator: ", ")
    return "there is no engine \"\(name.shortened(to: 40))\"; engines are \(names)"
  }
}

extension String {
  /// The text, cut where it is longer than `count` characters, and free of control characters: what a message may
  /// quote of a value that anybody could have written.
  func shortened(to count: Int) -> String {
    let head = unicodeScalars.prefix(count).map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(head)) + (unicodeScalars.count > count ? "…" : "")
  }
}
