import KubeCore

/// Turns the chosen cluster and user into a configuration; collects what is wrong.
struct ClientConfigurationBuilder {
  let files: any FileAccess
  let environment: ProcessEnvironment
  var problems: [ConfigProblem]

  /// `nil` where there is no server to speak of.
  mutating func build(
    _ selection: Kubeconfig.Selection, _ overrides: KubeconfigOverrides, userAgent: String, notices: [String]
  ) -> ClientConfiguration? {
    let cluster = selection.cluster
    problems += (selection.user?.problems ?? []) + (cluster?.problems ?? [])
    var authentication = authentication(selection.user, overrides)
    authentication.plugin?.clusterConfig = cluster?.execConfig
    let authority = authority(cluster, overrides)
    let skips =
      overrides.skipsVerification || (cluster?.skipsVerification == true && overrides.certificateAuthority.isEmpty)
    let defaultTLS = authority != nil || skips || authentication.certificate != nil
    guard let server = server(cluster, overrides, defaultTLS: defaultTLS) else { return nil }
    var configuration = ClientConfiguration(server: server, userAgent: userAgent)
    configuration.warnings = notices
    configuration.certificateAuthority = authority
    configuration.skipsVerification = skips
    if skips {
      if authority != nil {
        fail(cluster?.node, "a certificate authority and insecure-skip-tls-verify exclude each other")
      }
      configuration.warnings.append(
        "the certificate of \(server.authority) is not verified (insecure-skip-tls-verify): anyone on the way can "
          + "read and change what is sent")
    }
    let serverName =
      overrides.tlsServerName.isEmpty && overrides.server.isEmpty
      ? cluster?.tlsServerName ?? "" : overrides.tlsServerName
    configuration.tlsServerName = serverName.isEmpty ? nil : serverName
    configuration.allowsCompression = cluster?.disablesCompression != true
    configuration.proxy = proxy(cluster, server)
    configuration.impersonation = impersonation(selection.user, overrides)
    configuration.namespace = namespace(selection, overrides)
    if server.isSecure {
      configuration.authentication = authentication
    } else if authentication != Authentication() {
      // client-go `ClientConfig`: "only try to read the auth information if we are secure".
      configuration.warnings.append("credentials are not sent to \(server.url), which is not reached by TLS")
    }
    return configuration
  }

  mutating func fail(_ node: ConfigNode?, _ message: String, at member: String? = nil) {
    problems.append(node?.problem(message, at: member) ?? ConfigProblem(message: message))
  }

  private mutating func server(
    _ cluster: Kubeconfig.Cluster?, _ overrides: KubeconfigOverrides, defaultTLS: Bool
  ) -> ServerAddress? {
    let text = overrides.server.isEmpty ? cluster?.server ?? "" : overrides.server
    let node = overrides.server.isEmpty ? cluster?.node : nil
    guard !text.isEmpty else {
      if let cluster { fail(cluster.node, "expected the URL of the API server", at: "server") }
      return nil
    }
    do throws(ServerAddress.Invalid) {
      return try ServerAddress(text, defaultTLS: defaultTLS)
    } catch {
      fail(node, "expected the URL of the API server: \(error.reason)", at: "server")
      return nil
    }
  }

  private mutating func authority(_ cluster: Kubeconfig.Cluster?, _ overrides: KubeconfigOverrides) -> PEMSource? {
    if !overrides.certificateAuthority.isEmpty {
      let path = FilePath.resolve(overrides.certificateAuthority, against: environment.workingDirectory)
      return readable(path, nil, "--certificate-authority")
    }
    guard let cluster, !overrides.skipsVerification else { return nil }
    let hasFile = !cluster.certificateAuthority.isEmpty
    if let data = cluster.certificateAuthorityData {
      if hasFile {
        fail(cluster.node, "certificate-authority-data stands beside it; give one of them", at: "certificate-authority")
      }
      return .inline(data)
    }
    return hasFile ? readable(cluster.certificateAuthority, cluster.node, "certificate-authority") : nil
  }

  /// A file that can be read now; a problem otherwise.
  mutating func readable(_ path: String, _ node: ConfigNode?, _ member: String) -> PEMSource {
    do throws(FileFailure) { _ = try files.read(path) } catch {
      fail(node, "\(node == nil ? member + ": " : "")cannot read \(path): \(error.message)", at: member)
    }
    return .file(path)
  }

  private mutating func proxy(_ cluster: Kubeconfig.Cluster?, _ server: ServerAddress) -> ProxySettings {
    guard let cluster, !cluster.proxyURL.isEmpty else { return ProxyRules(environment).settings(for: server) }
    var settings = ProxySettings()
    let scheme = cluster.proxyURL.prefix { $0 != ":" }.lowercased()
    if !["http", "https", "socks5"].contains(scheme) || !cluster.proxyURL.dropFirst(scheme.count).hasPrefix("://") {
      fail(cluster.node, "expected a URL with the scheme 'http', 'https' or 'socks5'", at: "proxy-url")
    }
    settings.url = cluster.proxyURL
    return settings
  }

  private mutating func namespace(_ selection: Kubeconfig.Selection, _ overrides: KubeconfigOverrides) -> String {
    let name = selection.namespace
    if name.isEmpty { return "default" }
    if !Self.isLabel(name) {
      let node = overrides.namespace.isEmpty ? selection.node : nil
      fail(node, "expected the name of a namespace (RFC 1123 label), found \(WireError.quoted(name))", at: "namespace")
    }
    return name
  }

  /// Lower-case letters, digits and inner dashes, at most 63 (`IsDNS1123Label`).
  private static func isLabel(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }
}
