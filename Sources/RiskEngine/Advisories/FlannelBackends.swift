import KubeCore
import NetworkSemantics

/// What flannel's annotations of the nodes tell (pkg/subnet/kube/annotations.go of flannel-io/flannel).
struct FlannelBackends {
  private static let typeAnnotation = "flannel.alpha.coreos.com/backend-type"

  private let tunnelled: [Node]
  private let all: [Node]

  init(_ assessment: Assessment) {
    all = assessment.snapshot.nodes.filter { $0.metadata.annotations[Self.typeAnnotation] != nil }
    tunnelled = all.filter { $0.metadata.annotations[Self.typeAnnotation] == "vxlan" }
  }

  /// Routes instead of a tunnel, as a test, where nodes and pods have addresses of the same private block: a node prefix that covers
  /// the whole block then covers the pods as well.
  var hostGateway: Advisory? {
    guard tunnelled.count > 1, tunnelled.count == all.count, let (block, node, range) = sharedBlock else { return nil }
    return Advisory(
      .hostGatewayBackend, about: all.map { ObjectKey(.node, $0.metadata) },
      reason:
        "Node \(node.metadata.name) and its pods (\(range)) both have addresses of \(block), and flannel carries the "
        + "pods' traffic in a VXLAN tunnel. Where the nodes' own prefix is as wide as \(block), it contains the pods' "
        + "range, and routes to both contradict.",
      action:
        "Keep the nodes' prefix narrower than what contains both: that is the cure. To see whether the tunnel has a part "
        + "in a fault, and where all nodes are in one layer-2 segment: --flannel-backend=host-gw on every K3s server at "
        + "once, since nodes with different backends do not reach each other.",
      confidence: .low,
      evidence: [
        Evidence("\(Self.typeAnnotation) is vxlan on \(Words.count(all.count, "node"))."),
        Evidence("Kubernetes wants the ranges of Pods, Services and Nodes apart (cluster-administration/networking)."),
        Evidence(
          "The prefix that a node's interface has is not among its objects: whether it is that wide is not known."),
      ])
  }

  /// The private block (RFC 1918) that a node's own address and its podCIDR are both in.
  private var sharedBlock: (block: IPPrefix, node: Node, range: IPPrefix)? {
    let blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap { IPPrefix($0) }
    for node in all {
      let own = node.status.addresses.filter { $0.type == "InternalIP" }.compactMap { IPAddress($0.address) }
      let ranges = (node.spec.podCIDRs.isEmpty ? [node.spec.podCIDR] : node.spec.podCIDRs).compactMap { IPPrefix($0) }
      for block in blocks where own.contains(where: block.contains) {
        if let range = ranges.first(where: { block.contains($0) }) { return (block, node, range) }
      }
    }
    return nil
  }
}
