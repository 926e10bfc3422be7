import KubeCore
import Support

extension ClientConfigurationBuilder {
  /// Source: `validateAuthInfo` and `getUserIdentificationPartialConfig` of client-go.
  mutating func authentication(_ user: Kubeconfig.User?, _ overrides: KubeconfigOverrides) -> Authentication {
    var authentication = Authentication()
    if let token = overrides.token { authentication.token = .literal(token) }
    guard let user else { return authentication }
    if user.node.member("auth-provider") != nil {
      let name = user.node.member("auth-provider")?.member("name")?.value.stringValue
      fail(
        user.node,
        "the built-in provider\(name.map { " " + WireError.quoted($0) } ?? "") is no longer part of Kubernetes clients "
          + "(since 1.26); use a credential plugin (exec) instead", at: "auth-provider")
    }
    if overrides.token == nil { authentication.token = token(user) }
    authentication.certificate = certificate(user)
    if !user.username.isEmpty || user.password != nil {
      if user.token != nil { fail(user.node, "a token and a password exclude each other", at: "token") }
      if overrides.token == nil {
        authentication.basic = Authentication.Basic(user: user.username, password: user.password ?? Secret(""))
      }
    }
    authentication.plugin = user.plugin
    return authentication
  }

  private mutating func token(_ user: Kubeconfig.User) -> Authentication.Token? {
    guard !user.tokenFile.isEmpty else { return user.token.map { .literal($0) } }
    // A token beside the file is what is used until the file can be read.
    if user.token == nil { _ = readable(user.tokenFile, user.node, "tokenFile") }
    return .file(user.tokenFile, initial: user.token)
  }

  private mutating func certificate(_ user: Kubeconfig.User) -> Authentication.Certificate? {
    let certificate = source(user.clientCertificate, user.clientCertificateData, user.node, "client-certificate")
    let key = source(user.clientKey, user.clientKeyData, user.node, "client-key")
    switch (certificate, key) {
    case (nil, nil): return nil
    case (nil, _):
      fail(user.node, "a key needs its certificate: client-certificate or client-certificate-data", at: "client-key")
      return nil
    case (_, nil):
      fail(user.node, "a certificate needs its key: client-key or client-key-data", at: "client-certificate")
      return nil
    case (let certificate?, let key?): return .init(certificate: certificate, key: key)
    }
  }

  private mutating func source(_ path: String, _ data: Secret?, _ node: ConfigNode, _ member: String) -> PEMSource? {
    if let data {
      if !path.isEmpty { fail(node, "\(member)-data stands beside it; give one of them", at: member) }
      return .inline(data)
    }
    return path.isEmpty ? nil : readable(path, node, member)
  }

  mutating func impersonation(_ user: Kubeconfig.User?, _ overrides: KubeconfigOverrides) -> Impersonation? {
    if let impersonation = overrides.impersonation { return impersonation }
    guard let user, user.impersonation != Impersonation(user: "") else { return nil }
    if user.impersonation.user.isEmpty {
      fail(user.node, "as-uid, as-groups and as-user-extra need a user to impersonate", at: "as")
    }
    return user.impersonation
  }
}
