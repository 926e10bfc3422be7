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
    let spec = body["spec"] ?? .object([])
    switch served.resource.kind {
    case "TokenReview":
      tree["status"] = AccessReview.tokenStatus(authenticator.user(token: spec["token"]?.stringValue ?? ""))
    case "SelfSubjectRulesReview":
      tree["spec"] = .object([])
      tree["status"] = AccessReview.rulesStatus(spec: spec, asking: request.user, authorizer)
    case let kind: tree["status"] = AccessReview.accessStatus(kind: kind, spec: spec, asking: request.user, authorizer)
    }
    return response(encoder, encoder.bytes(tree), status: 201)
  }
}
