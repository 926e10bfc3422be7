internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Answers a question about rights.
  func review(
    _ request: APIRequest, _ served: ServedResource, _ body: Tree, _ encoder: ObjectEncoder
  ) throws(StatusError) -> ServerResponse {
    var tree = served.presented(body)
    tree["metadata"] = .object([])
    if served.resource.kind == "TokenReview" {
      let user = authenticator.user(token: body.at("spec", "token")?.stringValue ?? "")
      tree["status"] = .members(
        ("authenticated", user == nil ? nil : true), ("user", user.map(Self.document)),
        ("error", user == nil ? "[invalid bearer token, token lookup failed]" : nil))
    } else {
      let isAllowed = served.resource.kind == "SelfSubjectAccessReview" && request.user.isMaster
      tree["status"] = ["allowed": .bool(isAllowed)]
    }
    return response(encoder, encoder.bytes(tree), status: 201)
  }

  private static func document(_ user: UserIdentity) -> Tree {
    .members(
      ("username", .string(user.name)), ("uid", user.uid.isEmpty ? nil : .string(user.uid)),
      ("groups", .array(user.groups.map { .string($0) })))
  }
}
