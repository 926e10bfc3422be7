/// Which cluster is meant, as a command line says it.
package struct ClusterTarget: Hashable, Sendable {
  /// The kubeconfig; `nil` for the usual places, and for what a pod knows.
  package var kubeconfig: String?
  /// Empty for the kubeconfig's current one.
  package var context = ""

  package init(kubeconfig: String? = nil, context: String = "") {
    self.kubeconfig = kubeconfig
    self.context = context
  }

  /// The options that choose a cluster.
  static let options: [OptionSpec] = [.kubeconfig, .context]

  init(_ arguments: ParsedArguments) {
    self.init(kubeconfig: arguments.value(.kubeconfig), context: arguments.value(.context) ?? "")
  }
}
