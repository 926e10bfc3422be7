package import KubeCore

/// A pod as the network sees it, or a workload's template standing for pods that are not there yet.
///
/// A terminating pod is like any other until it is gone: no engine looks at `deletionTimestamp`.
package struct PodEndpoint: Hashable, Sendable, Identifiable {
  /// Kind `Pod`, or the workload's kind where a template stands for its pods.
  package var id: ObjectKey
  /// Where it is: the namespace of its key, but for a pod that a change moves, which keeps its key.
  package var namespace: String
  package var labels: Labels
  package var hostNetwork: Bool
  /// Empty for a template.
  package var phase: String
  /// The pod's own, at most one a family; the node's for a pod on the host's network; none before it starts.
  package var addresses: [IPAddress]
  package var nodeName: String
  package var nodeAddress: IPAddress?
  package var ports: [PodPort]

  package init(
    id: ObjectKey, labels: Labels = [:], hostNetwork: Bool = false, phase: String = "", addresses: [IPAddress] = [],
    nodeName: String = "", nodeAddress: IPAddress? = nil, ports: [PodPort] = []
  ) {
    self.id = id
    namespace = id.namespace
    self.labels = labels
    self.hostNetwork = hostNetwork
    self.phase = phase
    self.addresses = addresses
    self.nodeName = nodeName
    self.nodeAddress = nodeAddress
    self.ports = ports
  }

  package init(_ pod: Pod) {
    let status = pod.status
    let texts = status.podIPs.isEmpty ? [status.podIP] : status.podIPs.map(\.ip)
    self.init(
      id: ObjectKey(kind: "Pod", namespace: Self.namespace(pod.metadata), name: pod.metadata.name),
      labels: pod.metadata.labels, hostNetwork: pod.spec.hostNetwork, phase: status.phase,
      addresses: texts.compactMap { IPAddress($0) }, nodeName: pod.spec.nodeName,
      nodeAddress: IPAddress(status.hostIP), ports: PodPort.ports(of: pod.spec))
  }

  /// What a pod made from `template` by the workload `id` looks like, as far as the template tells.
  package init(template: PodTemplateSpec, of id: ObjectKey) {
    self.init(
      id: id, labels: template.metadata.labels, hostNetwork: template.spec.hostNetwork,
      nodeName: template.spec.nodeName, ports: PodPort.ports(of: template.spec))
  }

  private static func namespace(_ metadata: ObjectMeta) -> String {
    metadata.namespace.isEmpty ? KubeObject.defaultNamespace : metadata.namespace
  }

  /// Whether all its containers have ended for good; its address may already belong to another pod.
  package var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }

  /// Whether policies apply to it, and name it as a peer: not on the host's network and not finished.
  package var isSelectable: Bool { !hostNetwork && !isFinished }

  /// `namespace/name`.
  package var name: String { "\(id.namespace)/\(id.name)" }

  /// The first address of a family.
  func address(_ family: IPFamily) -> IPAddress? { addresses.first { $0.family == family } }

  /// The first address, or the node's where the pod uses its network.
  var knownAddress: IPAddress? { addresses.first ?? (hostNetwork ? nodeAddress : nil) }

  /// Whether it runs on the same node as `other`, as far as is known.
  func sharesNode(with other: PodEndpoint) -> Bool {
    if !nodeName.isEmpty, !other.nodeName.isEmpty { return nodeName == other.nodeName }
    return nodeAddress != nil && nodeAddress == other.nodeAddress
  }
}
