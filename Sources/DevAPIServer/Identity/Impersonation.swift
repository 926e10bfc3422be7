internal import HTTPServer
internal import Support

/// Who a request asks to be taken for (`kubectl --as`). Source: apiserver, endpoints/filters/impersonation.
struct Impersonation: Sendable {
  let user: UserIdentity
  /// What the one who asks has to be allowed.
  let access: [AccessRequest]

  /// `nil` where a request asks for nothing of the kind.
  init?(_ request: ServerRequest, by asking: UserIdentity) throws(StatusError) {
    let name = request[header: "Impersonate-User"] ?? ""
    let groups = request.headers.filter { $0.isNamed("Impersonate-Group") }.map(\.value)
    guard !name.isEmpty else {
      if groups.isEmpty { return nil }
      throw StatusError.internalError("requested [\(groups.joined(separator: " "))] without impersonating a user")
    }
    var user = UserIdentity(name: name, uid: request[header: "Impersonate-Uid"] ?? "", groups: groups)
    let parts = name.split(separator: ":").map(String.init)
    var first = AccessRequest(user: asking, verb: "impersonate")
    if parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" {
      (first.resource, first.namespace, first.name) = ("serviceaccounts", parts[2], parts[3])
      if groups.isEmpty { user.groups = ["system:serviceaccounts", "system:serviceaccounts:\(parts[2])"] }
    } else {
      (first.resource, first.name) = ("users", name)
    }
    let isAnonymous = name == UserIdentity.anonymous.name
    let everybody = isAnonymous ? "system:unauthenticated" : "system:authenticated"
    if !user.groups.contains("system:authenticated"), !user.groups.contains("system:unauthenticated") {
      user.groups.append(everybody)
    }
    self.user = user
    access =
      [first]
      + groups.map { group in
        var access = AccessRequest(user: asking, verb: "impersonate")
        (access.resource, access.name) = ("groups", group)
        return access
      }
  }
}
