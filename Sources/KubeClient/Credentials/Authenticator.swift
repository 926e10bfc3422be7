package import Support

/// Has the credentials of a client ready and keeps them fresh: rotating files, and plugins that are asked again when
/// what they gave has expired.
package final class Authenticator: Sendable {
  private let configuration: ClientConfiguration
  private let authority: PEMReader?
  private let certificate: CertificateReader?
  private let token: PeriodicFile?
  private let plugin: ExecCredentials?

  package init(
    _ configuration: ClientConfiguration, files: any FileAccess, time: any TimeSource, processes: any ProcessRunner,
    environment: ProcessEnvironment = ProcessEnvironment()
  ) {
    self.configuration = configuration
    let authentication = configuration.authentication
    authority = configuration.certificateAuthority.map { PEMReader($0, files: files, time: time) }
    certificate = authentication.certificate.map { CertificateReader($0, files: files, time: time) }
    token =
      switch authentication.token {
      case .file(let path, let initial)?: .token(path, initial: initial, files: files, time: time)
      default: nil
      }
    let isOverridden =
      authentication.token != nil || authentication.basic != nil || authentication.certificate != nil
    plugin = authentication.plugin.flatMap {
      isOverridden
        ? nil
        : ExecCredentials(
          $0, cluster: configuration, files: files, time: time, processes: processes, environment: environment)
    }
  }

  /// What the next request shows. Reads files and runs a plugin where that is due.
  package func credentials() async throws(KubeError) -> Credentials {
    var credentials = Credentials()
    credentials.certificateAuthorities = try authority?.content()
    if let pair = try certificate?.content() { (credentials.certificate, credentials.key) = pair }
    if let plugin {
      let given = try await plugin.credentials()
      credentials.authorization = given.token.map { Secret("Bearer " + $0.text) }
      credentials.certificate = given.certificate
      credentials.key = given.key
    } else {
      credentials.authorization = try authorization()
    }
    return credentials
  }

  /// Other credentials after a 401 for `rejected`; `nil` where there are none.
  package func replacement(for rejected: Credentials) async throws(KubeError) -> Credentials? {
    token?.expire()
    if let plugin { await plugin.expire(Self.bearer(rejected), rejected.certificate) }
    let fresh = try await credentials()
    return fresh == rejected ? nil : fresh
  }

  private func authorization() throws(KubeError) -> Secret? {
    let authentication = configuration.authentication
    if let token { return Secret("Bearer " + (try token.content()).text) }
    if case .literal(let token)? = authentication.token { return Secret("Bearer " + token.text) }
    guard let basic = authentication.basic else { return nil }
    return Secret("Basic " + Base64.encode(Array("\(basic.user):\(basic.password.text)".utf8)))
  }

  private static func bearer(_ credentials: Credentials) -> Secret? {
    credentials.authorization.map { Secret(String($0.text.dropFirst("Bearer ".count))) }
  }
}
