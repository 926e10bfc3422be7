package import Support

/// A program that hands out credentials (KEP-541, `client.authentication.k8s.io`), as a kubeconfig describes it.
package struct ExecPlugin: Hashable, Sendable {
  package enum Version: String, CaseIterable, Hashable, Sendable {
    case v1 = "client.authentication.k8s.io/v1"
    case v1beta1 = "client.authentication.k8s.io/v1beta1"
  }

  /// Whether the program may ask on the terminal.
  package enum InteractiveMode: String, Hashable, Sendable {
    case never = "Never"
    case ifAvailable = "IfAvailable"
    case always = "Always"
  }

  package struct Variable: Hashable, Sendable {
    package var name: String
    package var value: Secret

    package init(name: String, value: Secret) {
      self.name = name
      self.value = value
    }
  }

  package var version: Version
  /// An absolute path, or a name that is looked up in `PATH`.
  package var command: String
  package var arguments: [String] = []
  /// Added to the client's own environment.
  package var environment: [Variable] = []
  /// What to tell someone who has not installed it.
  package var installHint = ""
  /// Whether it is told which cluster the credentials are for.
  package var providesClusterInfo = false
  package var interactiveMode: InteractiveMode
  /// `spec.cluster.config`, from the cluster's extension.
  package var clusterConfig: Tree?

  package init(version: Version, command: String, interactiveMode: InteractiveMode) {
    self.version = version
    self.command = command
    self.interactiveMode = interactiveMode
  }
}
