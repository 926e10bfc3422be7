internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Answers a question about rights or identities. Source: kubernetes, pkg/registry/authorization and authentication.
  func review(
    _ request: APIRequest, _ served: ServedResource, _ body: Tree, _ encoder: ObjectEncoder
  ) throws(StatusError) -> ServerResponse {
    var writing = Writing(request, served, try WriteOptions(request), self)
    var tree = try writing.admitted(body)
    let spec = tree["spec"] ?? .object([])
    tree["metadata"] = .object([])
    switch served.resource.kind {
    case "TokenReview":
      tree["status"] = AccessReview.tokenStatus(authenticator.user(token: spec["token"]?.stringValue ?? ""))
    case "SelfSubjectReview":
      tree["metadata"] = ["creationTimestamp": .string(Writing.seconds(time.now()))]
      tree["status"] = ["userInfo": AccessReview.userInfo(request.user)]
    case "SelfSubjectRulesReview":
      guard spec["namespace"]?.stringValue?.isEmpty == false else { throw .badRequest("no namespace on request") }
      tree["spec"] = .object([])
      tree["status"] = AccessReview.rulesStatus(spec: spec, asking: request.user, authorizer)
    case let kind:
      try check(spec, request, served)
      tree["status"] = AccessReview.accessStatus(kind: kind, spec: spec, asking: request.user, authorizer)
    }
    return response(encoder, encoder.bytes(tree), status: 201, warnings: writing.warnings)
  }

  /// Source: kubernetes, pkg/apis/authorization/validation, and registry/authorization/localsubjectaccessreview.
  private func check(_ spec: Tree, _ request: APIRequest, _ served: ServedResource) throws(StatusError) {
    func invalid(_ field: String, _ value: String, _ why: String) -> StatusError.Cause {
      StatusError.Cause(reason: "FieldValueInvalid", message: "Invalid value: \(value): \(why)", field: field)
    }
    var causes: [StatusError.Cause] = []
    let hasResource = spec["resourceAttributes"] != nil
    let hasOther = spec["nonResourceAttributes"] != nil
    if hasResource, hasOther {
      causes.append(
        invalid(
          "spec.nonResourceAttributes", spec["nonResourceAttributes"]?.goJSON ?? "",
          "cannot be specified in combination with resourceAttributes"))
    } else if !hasResource, !hasOther {
      causes.append(
        invalid(
          "spec.resourceAttributes", "null",
          "exactly one of nonResourceAttributes or resourceAttributes must be specified"))
    }
    let isOwn = served.resource.kind == "SelfSubjectAccessReview"
    if !isOwn, (spec["user"]?.stringValue ?? "").isEmpty, (spec["groups"]?.elements ?? []).isEmpty {
      causes.append(invalid("spec.user", "\"\"", "at least one of user or group must be specified"))
    }
    if served.resource.kind == "LocalSubjectAccessReview", hasResource,
      spec.at("resourceAttributes", "namespace")?.stringValue ?? "" != request.namespace
    {
      throw .badRequest("spec.resourceAttributes.namespace must match namespace: \(request.namespace)")
    }
    if !causes.isEmpty { throw .invalid(served.resource.group, served.resource.kind, "", causes) }
  }
}
