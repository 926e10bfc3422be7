extension CatalogueEntry {
  static let infrastructure: [CatalogueEntry] = [
    CatalogueEntry(
      "etcd", images: ["etcd", "etcd-development/etcd", "coreos/etcd", "ahrtr/etcd-defrag"],
      hints: ["etcd", "etcd-defrag"],
      [.infrastructure], hostNetwork: .yes, "listens on its node's address"),
    CatalogueEntry(
      "Control plane",
      images: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"],
      hints: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"],
      [.infrastructure], hostNetwork: .yes, "runs before there is a pod network, or programs the node"),
    CatalogueEntry(
      "kube-vip", images: ["kube-vip/kube-vip", "plndr/kube-vip"], hints: ["kube-vip", "kube-vip-ds"],
      [.infrastructure], hostNetwork: .yes, "announces addresses from its node"),
    CatalogueEntry(
      "MetalLB speaker", images: ["metallb/speaker"], hints: ["metallb-speaker"], [.infrastructure],
      hostNetwork: .yes, "announces addresses from its node"),
    CatalogueEntry(
      "K3s ServiceLB", images: ["rancher/klipper-lb"], [.infrastructure], "forwards ports of its node"),
    CatalogueEntry(
      "node-exporter", images: ["prometheus/node-exporter", "prom/node-exporter"],
      hints: ["node-exporter", "prometheus-node-exporter"], [.infrastructure], hostNetwork: .yes,
      "measures its node's network"),
    CatalogueEntry(
      "CNI agents",
      images: [
        "calico/node", "cilium/cilium", "flannel/flannel", "flannel-io/flannel", "cloudnativelabs/kube-router",
        "antrea/antrea-agent-ubuntu", "weaveworks/weave-kube", "weaveworks/weave-npc", "kindest/kindnetd",
        "ovn-kubernetes/ovn-kube-ubuntu", "networking/kube-network-policies", "rancher/mirrored-calico-node",
        "rancher/mirrored-cilium-cilium", "rancher/hardened-calico", "rancher/hardened-flannel",
      ],
      hints: [
        "calico-node", "canal", "cilium", "cilium-agent", "kube-flannel", "kube-flannel-ds", "kube-router", "kindnet",
      ],
      [.infrastructure], hostNetwork: .yes, "builds the pod network"),
    CatalogueEntry(
      "Multus", images: ["k8snetworkplumbingwg/multus-cni"], hints: ["multus", "kube-multus-ds"], [.infrastructure],
      hostNetwork: .yes, "builds the pod network"),
    CatalogueEntry(
      "CSI drivers",
      images: [
        "longhornio/longhorn-manager", "sig-storage/csi-node-driver-registrar", "sig-storage/nfsplugin",
        "sig-storage/smbplugin", "cephcsi/cephcsi", "openebs/zfs-driver", "openebs/lvm-driver",
        "democratic-csi/democratic-csi", "hetznercloud/hcloud-csi-driver",
      ],
      hints: [
        "csi-nfs-node", "csi-smb-node", "csi-rbdplugin", "csi-cephfsplugin", "longhorn-manager", "democratic-csi",
        "hcloud-csi",
      ],
      [.infrastructure], hostNetwork: .often, "mounts volumes in its node's namespaces"),
    CatalogueEntry(
      "CoreDNS",
      images: ["coredns/coredns", "coredns", "rancher/mirrored-coredns-coredns", "rancher/hardened-coredns"],
      hints: ["kube-dns", "coredns"], [.dns, .infrastructure],
      "the cluster's own DNS"),
  ]
}
