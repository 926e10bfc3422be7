import KubeCore
package import Support

/// One or several kubeconfig files, merged. Paths in it are absolute. Source: client-go `tools/clientcmd/api/v1`.
package struct Kubeconfig: Sendable {
  package struct Cluster: Sendable {
    package var server = ""
    package var tlsServerName = ""
    package var skipsVerification = false
    package var certificateAuthority = ""
    package var certificateAuthorityData: Secret?
    package var proxyURL = ""
    package var disablesCompression = false
    /// The extension `client.authentication.k8s.io/exec`, handed to plugins as `spec.cluster.config`.
    package var execConfig: Tree?
    /// What keeps it from being used.
    var problems: [ConfigProblem] = []
    var node: ConfigNode
  }

  package struct User: Sendable {
    package var clientCertificate = ""
    package var clientCertificateData: Secret?
    package var clientKey = ""
    package var clientKeyData: Secret?
    package var token: Secret?
    package var tokenFile = ""
    package var impersonation = Impersonation(user: "")
    package var username = ""
    package var password: Secret?
    package var plugin: ExecPlugin?
    /// What keeps it from being used.
    var problems: [ConfigProblem] = []
    var node: ConfigNode
  }

  package struct Context: Sendable {
    package var cluster = ""
    package var user = ""
    package var namespace = ""
    var node: ConfigNode
  }

  package var currentContext = ""
  package var clusters: [String: Cluster] = [:]
  package var users: [String: User] = [:]
  package var contexts: [String: Context] = [:]
  /// One sentence for each thing worth a notice: files that are missing, documents that are passed over.
  package var notices: [String] = []
  /// The value of ``currentContext``.
  var currentContextNode: ConfigNode?

  package init() {}

  /// Adds what another file has and the files before it have not: the first file that names a cluster, a user or a
  /// context has all of it (client-go `ClientConfigLoadingRules.Load`).
  mutating func merge(_ other: Kubeconfig) {
    clusters.merge(other.clusters) { first, _ in first }
    users.merge(other.users) { first, _ in first }
    contexts.merge(other.contexts) { first, _ in first }
    if currentContext.isEmpty {
      (currentContext, currentContextNode) = (other.currentContext, other.currentContextNode)
    }
    notices += other.notices
  }
}
