import KubeCore

extension Kubeconfig {
  /// The configuration of a client; throws everything that is wrong with the parts that it uses.
  ///
  /// Source: `ClientConfig` and `ConfirmUsable` of client-go `tools/clientcmd/client_config.go`, `validation.go`.
  package func client(
    _ overrides: KubeconfigOverrides = KubeconfigOverrides(), environment: ProcessEnvironment, files: any FileAccess,
    userAgent: String
  ) throws(ConfigError) -> ClientConfiguration {
    var problems: [ConfigProblem] = []
    let selection = select(overrides, &problems)
    let hasServer = selection.cluster?.server.isEmpty == false || !overrides.server.isEmpty
    if problems.isEmpty, !hasServer, selection.cluster == nil {
      throw ConfigError(
        [ConfigProblem(message: "no cluster is configured: there is no kubeconfig with one, and no --server")],
        isEmptyConfiguration: true)
    }
    var builder = ClientConfigurationBuilder(files: files, environment: environment, problems: problems)
    let configuration = builder.build(selection, overrides, userAgent: userAgent, notices: notices)
    guard let configuration, builder.problems.isEmpty else { throw ConfigError(builder.problems) }
    return configuration
  }
}
