import KubeCore

/// The node part of a pod network whose policy engine is not known here: it may enforce policies or not, so that
/// neither can be said.
struct UnknownNetwork {
  /// `DaemonSet kube-system/aws-node`.
  var signal: String
  private var nodeSelector: Labels
  /// The node of a pod; empty for a DaemonSet.
  private var nodeName: String

  init?(_ daemonSet: DaemonSet) {
    let (metadata, template) = (daemonSet.metadata, daemonSet.spec.template)
    let labels = [metadata.labels, template.metadata.labels]
    guard Self.isNetwork(daemonSet: metadata.name, labels: labels, spec: template.spec) else { return nil }
    signal = "DaemonSet \(metadata.namespace)/\(metadata.name)"
    nodeSelector = template.spec.nodeSelector
    nodeName = ""
  }

  /// A pod counts under the same conditions as one of an ``EngineComponent``.
  init?(_ pod: Pod) {
    let owner = pod.metadata.controllerReference
    guard pod.status.phase != "Succeeded", pod.status.phase != "Failed", !pod.spec.nodeName.isEmpty,
      owner?.kind == "DaemonSet",
      Self.isNetwork(daemonSet: owner?.name ?? "", labels: [pod.metadata.labels], spec: pod.spec)
    else { return nil }
    signal = "Pod \(pod.metadata.namespace)/\(pod.metadata.name)"
    nodeSelector = [:]
    nodeName = pod.spec.nodeName
  }

  func runs(on node: Node) -> Bool {
    guard nodeName.isEmpty else { return nodeName == node.metadata.name }
    return nodeSelector.allSatisfy { node.metadata.labels[$0.key] == $0.value }
  }

  /// By name, else by an init container that installs a CNI plugin, as `install-cni` and `aws-vpc-cni-init` do.
  private static func isNetwork(daemonSet name: String, labels: [Labels], spec: PodSpec) -> Bool {
    if names.contains(name) { return true }
    if labels.contains(where: { names.contains($0["k8s-app"] ?? "") || names.contains($0["app"] ?? "") }) {
      return true
    }
    return spec.initContainers.contains { $0.name.split(separator: "-").contains("cni") }
  }

  /// EKS, AKS (network policy manager, container networking service), GKE, Kube-OVN, OpenShift SDN, OKE, ACK, TKE.
  private static let names: Set<String> = [
    "aws-node", "azure-npm", "azure-cns", "netd", "kube-ovn-cni", "sdn", "vcn-native-ip-cni", "terway", "terway-eni",
    "terway-eniip", "tke-eni-agent",
  ]
}

extension Node {
  /// The label of a managed service, whose network may enforce policies without a component among the objects.
  var managedServiceLabel: String? {
    let labels = ["eks.amazonaws.com/nodegroup", "kubernetes.azure.com/cluster", "cloud.google.com/gke-nodepool"]
    return labels.first { metadata.labels[$0] != nil }
  }
}
