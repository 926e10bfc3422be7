internal import HTTPServer
internal import Support

/// A token that was issued for a ServiceAccount: its holder is known for some time, and as long as that one is there.
struct IssuedToken: Hashable, Sendable {
  var user: UserIdentity
  var expires: Timestamp
}

/// Finds out who makes a request: by client certificate, then by bearer token. Source: apiserver,
/// authentication/request; a token that nobody has is 401, no credentials at all is `system:anonymous`.
struct Authenticator: Sendable {
  let tokens: Lock<[String: UserIdentity]>
  private let issued = Lock<[String: IssuedToken]>([:])
  private let time: any TimeSource

  init(_ tokens: [String: UserIdentity], time: any TimeSource) {
    self.tokens = Lock(tokens)
    self.time = time
  }

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
    if let user = tokens.withLock({ $0[token] }) { return Self.authenticated(user) }
    guard let found = issued.withLock({ $0[token] }), time.now() < found.expires else { return nil }
    return Self.authenticated(found.user)
  }

  func issue(_ token: String, _ content: IssuedToken) {
    let now = time.now()
    issued.withLock { issued in
      issued = issued.filter { now < $0.value.expires }
      issued[token] = content
    }
  }

  /// Forgets the tokens of a ServiceAccount that is gone.
  func revoke(uid: String) { issued.withLock { issued in issued = issued.filter { $0.value.user.uid != uid } } }

  private static func authenticated(_ user: UserIdentity) -> UserIdentity {
    var user = user
    if !user.groups.contains("system:authenticated") { user.groups.append("system:authenticated") }
    return user
  }
}
