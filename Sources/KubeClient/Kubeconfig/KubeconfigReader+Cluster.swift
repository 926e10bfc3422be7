import KubeCore

extension KubeconfigReader {
  /// The extension that plugins are handed (client-go `clusterExtensionKey`).
  private static let execExtension = "client.authentication.k8s.io/exec"

  mutating func cluster(_ node: ConfigNode) -> Kubeconfig.Cluster {
    var cluster = Kubeconfig.Cluster(node: node)
    cluster.server = string(node, "server")
    cluster.tlsServerName = string(node, "tls-server-name")
    cluster.skipsVerification = bool(node, "insecure-skip-tls-verify")
    cluster.certificateAuthority = path(node, "certificate-authority")
    cluster.certificateAuthorityData = data(node, "certificate-authority-data")
    cluster.proxyURL = string(node, "proxy-url")
    cluster.disablesCompression = bool(node, "disable-compression")
    for entry in elements(node, "extensions") where string(entry, "name") == Self.execExtension {
      cluster.execConfig = entry.member("extension")?.value
    }
    cluster.problems = takeObjections()
    return cluster
  }
}
