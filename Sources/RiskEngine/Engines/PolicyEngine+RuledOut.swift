extension PolicyEngine {
  /// Why unrelated pod starts and ends cannot interrupt a workload here, with the source; `nil` where they can.
  package var ruledOutReason: String? {
    switch self {
    case .kubeRouter: nil
    case .calicoIptables:
      """
      Calico's Felix compares rules by their hash and rewrites only chains and sets that changed, whichever dataplane \
      it drives (projectcalico/felix, iptables/table.go and ipsets)
      """
    case .calicoEBPF:
      """
      Calico's eBPF dataplane has a program and maps for each endpoint: a pod elsewhere changes map entries, not \
      programs (Calico documentation, eBPF dataplane)
      """
    case .canal:
      """
      Canal enforces policies with Calico's Felix, which rewrites only chains and sets that changed \
      (projectcalico/felix, iptables/table.go and ipsets)
      """
    case .cilium:
      """
      Cilium enforces by identity: a pod with labels that are known already adds an address to its map, and no \
      endpoint is rebuilt (docs.cilium.io, endpoint lifecycle)
      """
    case .kubeNetworkPolicies:
      """
      kube-network-policies decides each new connection when it comes and keeps no rules for each pod \
      (kubernetes-sigs/kube-network-policies v1.1.1, pkg/cmd/cmd.go)
      """
    case .antrea:
      "Antrea adds and removes single Open vSwitch flows and leaves the rest in place (Antrea documentation)"
    case .ovnKubernetes:
      """
      OVN-Kubernetes adds and removes addresses in address sets, and leaves its ACLs in place (OVN-Kubernetes \
      documentation)
      """
    case .weave:
      """
      Weave's controller adds and removes single entries of its ipsets; only a new pod waits for its own entry \
      (weaveworks/weave, npc)
      """
    case .flannel: "flannel enforces no policies, so nothing is rebuilt (flannel documentation)"
    case .none: "Nothing enforces policies here, so nothing is rebuilt"
    }
  }
}
