extension ClientConfiguration {
  /// The configuration that kubectl would use: a named kubeconfig, else `KUBECONFIG` or `~/.kube/config`, else what a
  /// pod knows (client-go `DeferredLoadingClientConfig`).
  package static func load(
    kubeconfig path: String? = nil, overrides: KubeconfigOverrides = KubeconfigOverrides(),
    environment: ProcessEnvironment, files: any FileAccess, userAgent: String
  ) throws(ConfigError) -> ClientConfiguration {
    let config = try KubeconfigLoader(environment: environment, files: files).load(explicit: path)
    do throws(ConfigError) {
      return try config.client(overrides, environment: environment, files: files, userAgent: userAgent)
    } catch {
      let pod = InClusterConfiguration(environment: environment, files: files)
      guard error.isEmptyConfiguration, path?.isEmpty != false, pod.isPossible else { throw error }
      var configuration = try pod.client(userAgent: userAgent)
      if !overrides.namespace.isEmpty { configuration.namespace = overrides.namespace }
      if let token = overrides.token { configuration.authentication.token = .literal(token) }
      if let impersonation = overrides.impersonation { configuration.impersonation = impersonation }
      configuration.warnings = config.notices + configuration.warnings
      return configuration
    }
  }
}
