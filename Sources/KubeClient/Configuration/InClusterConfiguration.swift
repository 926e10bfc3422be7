/// What a pod knows of its cluster. Source: client-go `rest.InClusterConfig`, `inClusterClientConfig`.
package struct InClusterConfiguration: Sendable {
  private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"
  private let environment: ProcessEnvironment
  private let files: any FileAccess

  package init(environment: ProcessEnvironment, files: any FileAccess) {
    self.environment = environment
    self.files = files
  }

  /// Whether this looks like a pod: the variables are set and there is a token.
  package var isPossible: Bool { address != nil && (try? files.read(Self.folder + "/token")) != nil }

  private var address: (host: String, port: String)? {
    guard let host = environment.first(of: "KUBERNETES_SERVICE_HOST"),
      let port = environment.first(of: "KUBERNETES_SERVICE_PORT")
    else { return nil }
    return (host, port)
  }

  /// The configuration of a client with the pod's service account, whose token rotates.
  package func client(userAgent: String) throws(ConfigError) -> ClientConfiguration {
    guard let address else {
      throw ConfigError([
        ConfigProblem(message: "not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set")
      ])
    }
    guard let port = Int(address.port), (1...65535).contains(port) else {
      throw ConfigError([ConfigProblem(message: "KUBERNETES_SERVICE_PORT is no port: '\(address.port)'")])
    }
    let server = ServerAddress(host: address.host, port: port)
    var configuration = ClientConfiguration(server: server, userAgent: userAgent)
    let token = Self.folder + "/token"
    do throws(FileFailure) { _ = try files.read(token) } catch {
      throw ConfigError([
        ConfigProblem(file: token, message: "cannot read the service account's token: \(error.message)")
      ])
    }
    configuration.authentication.token = .file(token, initial: nil)
    let authority = Self.folder + "/ca.crt"
    do throws(FileFailure) {
      _ = try files.read(authority)
      configuration.certificateAuthority = .file(authority)
    } catch {
      // The system's authorities are tried then, as client-go does.
      configuration.warnings.append("cannot read the cluster's certificate authority \(authority): \(error.message)")
    }
    configuration.proxy = ProxyRules(environment).settings(for: server)
    configuration.namespace = namespace
    return configuration
  }

  private var namespace: String {
    if let name = environment.first(of: "POD_NAMESPACE") { return name }
    let bytes = (try? files.read(Self.folder + "/namespace")) ?? []
    let name = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return name.isEmpty ? "default" : name
  }
}
