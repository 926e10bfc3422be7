/// Which annotations are kept: NetRisk's own, and those by which engines, networks and owners are recognised.
package enum AnnotationFilter {
  /// `prefix/` of each family that is kept.
  private static let domains: [String] = [
    "netrisk.dev", "ignore.netrisk.dev", "k3s.io", "rke2.io", "projectcalico.org", "cni.projectcalico.org",
    "flannel.alpha.coreos.com", "network.cilium.io", "io.cilium.network", "k8s.ovn.org", "k8s.v1.cni.cncf.io",
    "metallb.io", "metallb.universe.tf", "meta.helm.sh", "argocd.argoproj.io", "kustomize.toolkit.fluxcd.io",
    "helm.toolkit.fluxcd.io", "config.kubernetes.io", "batch.kubernetes.io",
  ]

  /// Whether an annotation with this key is kept.
  package static func keeps(_ key: String) -> Bool {
    guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let domain = key.utf8[..<slash]
    let count = domain.count
    return domains.contains { $0.utf8.count == count && $0.utf8.elementsEqual(domain) }
  }
}
