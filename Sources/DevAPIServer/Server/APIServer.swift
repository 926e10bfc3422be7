internal import HTTPServer
internal import Support

/// What answers requests: authenticates, authorizes and hands on to who serves the path.
final class APIServer: Sendable {
  let store: Store
  let registry = Lock(ResourceRegistry())
  let authenticator: Authenticator
  let audit: AuditLog
  let time: any TimeSource
  let options: DevAPIServerConfiguration
  let identifiers: IdentifierSource

  init(_ options: DevAPIServerConfiguration) {
    self.options = options
    store = Store(historyLimit: options.historyLimit)
    authenticator = Authenticator(options.tokens, time: options.time)
    audit = AuditLog(limit: options.auditLimit)
    time = options.time
    identifiers = IdentifierSource(seed: options.seed)
    createSystemObjects()
  }

  func handle(_ http: ServerRequest) async -> ServerResponse {
    var request = APIRequest(http)
    let response = await answer(&request)
    audit.record(request, status: response.status, at: time.now())
    return response
  }

  private func answer(_ request: inout APIRequest) async -> ServerResponse {
    do throws(StatusError) {
      request.user = try authenticator.user(of: request.http)
      try impersonate(&request)
      try authorize(request)
      return request.isResourceRequest ? try resource(request) : try path(request)
    } catch {
      return refusal(error, request)
    }
  }

  /// Answers a request of a user who is known and may.
  func answer(as request: APIRequest) -> ServerResponse {
    do throws(StatusError) {
      return request.isResourceRequest ? try resource(request) : try path(request)
    } catch {
      return refusal(error, request)
    }
  }

  private func impersonate(_ request: inout APIRequest) throws(StatusError) {
    guard let wanted = try Impersonation(request.http, by: request.user) else { return }
    for access in wanted.access where !authorizer.decide(access).isAllowed { throw Self.forbidden(access) }
    request.user = wanted.user
  }

  private static func forbidden(_ access: AccessRequest) -> StatusError {
    let place = access.namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(access.namespace)\""
    var error = StatusError(
      403, "Forbidden",
      "\(access.resource) \"\(access.name)\" is forbidden: User \"\(access.user.name)\" cannot \(access.verb) resource"
        + " \"\(access.resource)\" in API group \"\" \(place)")
    error.name = access.name
    error.kind = access.resource
    return error
  }

  /// Who is not an administrator needs a rule that allows it.
  func authorize(_ request: APIRequest) throws(StatusError) {
    if request.user.isMaster { return }
    var access = AccessRequest(user: request.user, verb: request.verb)
    if request.isResourceRequest {
      access.group = request.group
      access.resource = request.plural
      access.subresource = request.subresource
      access.name = request.authorizedName
      access.namespace = request.namespace
    } else {
      access.path = request.path
    }
    if !authorizer.decide(access).isAllowed { throw Self.forbidden(request) }
  }

  /// The roles and bindings of this moment.
  var authorizer: RBACAuthorizer {
    func trees(_ plural: String) -> [Tree] {
      let page = try? store.list(StorageName(group: "rbac.authorization.k8s.io", plural: plural))
      return page?.objects.map(\.tree) ?? []
    }
    return RBACAuthorizer(
      clusterRoles: trees("clusterroles"), clusterRoleBindings: trees("clusterrolebindings"), roles: trees("roles"),
      roleBindings: trees("rolebindings"))
  }

  static func forbidden(_ request: APIRequest) -> StatusError {
    guard request.isResourceRequest else {
      var error = StatusError(
        403, "Forbidden", "forbidden: User \"\(request.user.name)\" cannot \(request.verb) path \"\(request.path)\"")
      error.hasDetails = true
      return error
    }
    let plural = request.subresource.isEmpty ? request.plural : "\(request.plural)/\(request.subresource)"
    let scope =
      request.namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(request.namespace)\""
    let name = request.authorizedName
    let subject =
      (request.group.isEmpty ? request.plural : "\(request.plural).\(request.group)")
      + (name.isEmpty ? "" : " \"\(name)\"")
    var error = StatusError(
      403, "Forbidden",
      "\(subject) is forbidden: User \"\(request.user.name)\" cannot \(request.verb) resource \"\(plural)\" in API group"
        + " \"\(request.group)\" \(scope)")
    error.name = name
    error.group = request.group
    error.kind = request.plural
    return error
  }

  private func refusal(_ error: StatusError, _ request: APIRequest) -> ServerResponse {
    let types = MediaType.list(request.http[header: "Accept"] ?? "*/*").compactMap { Representation.format($0.name) }
    var headers = [HeaderField("Cache-Control", "no-cache, private")]
    if let seconds = error.retryAfterSeconds { headers.append(HeaderField("Retry-After", String(seconds))) }
    if types.first == .protobuf {
      headers.append(HeaderField("Content-Type", Representation.Format.protobuf.rawValue))
      return ServerResponse(status: error.code, headers: headers, body: .bytes(ProtobufObjects.status(error.tree)))
    }
    headers.append(HeaderField("Content-Type", "application/json"))
    return ServerResponse(status: error.code, headers: headers, body: .bytes(Self.line(error.tree)))
  }

  /// A document with the line break that the API ends it with.
  static func line(_ tree: Tree) -> [UInt8] { JSONWriter().bytes(tree) + [0x0A] }

  static func json(_ tree: Tree, status: Int = 200, contentType: String = "application/json") -> ServerResponse {
    ServerResponse(
      status: status,
      headers: [HeaderField("Cache-Control", "no-cache, private"), HeaderField("Content-Type", contentType)],
      body: .bytes(line(tree)))
  }
}
