internal import HTTPServer
internal import Support

/// Finds out who makes a request: by client certificate, then by bearer token. Source: apiserver,
/// authentication/request; a token that nobody has is 401, no credentials at all is `system:anonymous`.
struct Authenticator: Sendable {
  let tokens: Lock<[String: UserIdentity]>

  init(_ tokens: [String: UserIdentity]) { self.tokens = Lock(tokens) }

  func user(of request: ServerRequest) throws(StatusError) -> UserIdentity {
    if let subject = request.clientSubject {
      return Self.authenticated(UserIdentity(name: subject.commonName, groups: subject.organizations))
    }
    guard let header = request[header: "Authorization"] else { return .anonymous }
    let parts = header.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return .anonymous }
    guard let user = user(token: String(parts[1])) else { throw .unauthorized }
    return user
  }

  /// Whose token it is, with the group that all have who are known.
  func user(token: String) -> UserIdentity? {
    tokens.withLock { $0[token] }.map(Self.authenticated)
  }

  private static func authenticated(_ user: UserIdentity) -> UserIdentity {
    var user = user
    if !user.groups.contains("system:authenticated") { user.groups.append("system:authenticated") }
    return user
  }
}
