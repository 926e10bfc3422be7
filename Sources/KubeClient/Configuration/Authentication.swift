/// How a client shows who it is.
package struct Authentication: Hashable, Sendable {
  package enum Token: Hashable, Sendable {
    case literal(Secret)
    /// A file, read again every minute. `initial` is used until it can be read.
    case file(String, initial: Secret?)
  }

  package struct Certificate: Hashable, Sendable {
    package var certificate: PEMSource
    package var key: PEMSource

    package init(certificate: PEMSource, key: PEMSource) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// A user name and a password: for tests alone, since API servers have refused them since Kubernetes 1.19; gateways
  /// in front of one may still ask for them.
  package struct Basic: Hashable, Sendable {
    package var user: String
    package var password: Secret

    package init(user: String, password: Secret) {
      self.user = user
      self.password = password
    }
  }

  package var token: Token?
  package var basic: Basic?
  package var certificate: Certificate?
  /// Asked only where there is neither token nor password nor certificate (client-go `UpdateTransportConfig`).
  package var plugin: ExecPlugin?

  package init() {}
}
