import KubeCore

/// A DaemonSet, or a pod of one, that is the node part of an engine.
struct EngineComponent {
  var engine: PolicyEngine
  /// `DaemonSet kube-system/calico-node`, and what follows from it.
  var signal: String
  /// Labels of the nodes that it runs on; for a pod there are none, since its node is known.
  var nodeSelector: Labels

  init?(_ daemonSet: DaemonSet) {
    let (metadata, template) = (daemonSet.metadata, daemonSet.spec.template)
    guard
      let engine = Self.engine(
        daemonSet: metadata.name, labels: [metadata.labels, template.metadata.labels], spec: template.spec)
    else { return nil }
    self.engine = engine
    nodeSelector = template.spec.nodeSelector
    signal = "DaemonSet \(metadata.namespace)/\(metadata.name)\(Self.remark(engine))"
  }

  /// A pod counts while it has not finished, and only with a DaemonSet or nothing as its owner: Deployments such as
  /// `calico-typha` carry their engine's labels, too.
  init?(_ pod: Pod) {
    let owner = pod.metadata.controllerReference
    guard pod.status.phase != "Succeeded", pod.status.phase != "Failed", !pod.spec.nodeName.isEmpty,
      owner == nil || owner?.kind == "DaemonSet",
      let engine = Self.engine(daemonSet: owner?.name ?? "", labels: [pod.metadata.labels], spec: pod.spec)
    else { return nil }
    self.engine = engine
    nodeSelector = [:]
    signal = "Pod \(pod.metadata.namespace)/\(pod.metadata.name)\(Self.remark(engine))"
  }

  func runs(on node: Node) -> Bool {
    nodeSelector.allSatisfy { node.metadata.labels[$0.key] == $0.value }
  }

  /// What a DaemonSet with this name and these labels enforces; `nil` where it is no engine.
  private static func engine(daemonSet name: String, labels: [Labels], spec: PodSpec) -> PolicyEngine? {
    guard
      let entry = table.first(where: { entry in
        entry.daemonSets.contains(name)
          || labels.contains { labels in entry.labels.contains { labels[$0.key] == $0.value } }
      })
    else { return nil }
    switch entry.engine {
    case .kubeRouter: return runsFirewall(spec) ? .kubeRouter : nil
    case .flannel:
      // flannel's chart and Talos can put the policy controller into flannel's own pods.
      let embeds = spec.containers.contains { $0.image.contains("kube-network-policies") }
      return embeds ? .kubeNetworkPolicies : .flannel
    default: return entry.engine
    }
  }

  /// kube-router without its firewall only routes; `--run-firewall` is true by default (kube-router
  /// pkg/options/options.go).
  private static func runsFirewall(_ spec: PodSpec) -> Bool {
    let prefix = "--run-firewall="
    let values = spec.containers.flatMap { $0.command + $0.args }.filter { $0.hasPrefix(prefix) }
    guard let last = values.last else { return true }
    return K3sArguments.boolean(String(last.dropFirst(prefix.count))) ?? true
  }

  private static func remark(_ engine: PolicyEngine) -> String {
    switch engine {
    case .calicoIptables: "; its eBPF dataplane would look the same, and neither rebuilds on unrelated churn"
    case .flannel: "; flannel enforces no policies"
    default: ""
    }
  }

  private struct Entry {
    var engine: PolicyEngine
    var daemonSets: [String]
    var labels: Labels = [:]
  }

  private static let table = [
    Entry(engine: .kubeRouter, daemonSets: ["kube-router"], labels: ["k8s-app": "kube-router"]),
    Entry(engine: .canal, daemonSets: ["canal", "rke2-canal"], labels: ["k8s-app": "canal"]),
    Entry(engine: .calicoIptables, daemonSets: ["calico-node"], labels: ["k8s-app": "calico-node"]),
    Entry(
      engine: .cilium, daemonSets: ["cilium", "anetd"],
      labels: ["k8s-app": "cilium", "app.kubernetes.io/name": "cilium-agent"]),
    Entry(
      engine: .kubeNetworkPolicies, daemonSets: ["kube-network-policies", "kindnet"],
      labels: ["k8s-app": "kube-network-policies", "app": "kube-network-policies"]),
    Entry(engine: .antrea, daemonSets: ["antrea-agent"], labels: ["component": "antrea-agent"]),
    Entry(engine: .ovnKubernetes, daemonSets: ["ovnkube-node"], labels: ["app": "ovnkube-node"]),
    Entry(engine: .weave, daemonSets: ["weave-net"], labels: ["name": "weave-net"]),
    Entry(
      engine: .flannel,
      daemonSets: [
        "kube-flannel", "kube-flannel-ds", "kube-flannel-ds-amd64", "kube-flannel-ds-arm64", "kube-flannel-ds-arm",
      ],
      labels: ["app": "flannel", "k8s-app": "flannel"]),
  ]
}
