internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// `serviceaccounts/token`: a token that its holder is known by until it expires. It is no JWT: nobody but this server
  /// has to read it. Source: kubernetes, pkg/registry/core/serviceaccount/storage/token.go.
  func issueToken(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let requests = ServedResource("authentication.k8s.io", "v1", "tokenrequests", "TokenRequest", hasProtobuf: false)
    let encoder = try encoder(request, requests)
    let account = try stored(request, served)
    var writing = Writing(request, requests, try WriteOptions(request), self)
    var tree = try writing.admitted(try RequestBody.object(request, requests))
    let seconds = tree.at("spec", "expirationSeconds")?.integerValue ?? 3600
    if let why = Self.problem(seconds) {
      throw .invalid(
        "authentication.k8s.io", "TokenRequest", "",
        [StatusError.Cause(reason: "FieldValueInvalid", message: why, field: "spec.expirationSeconds")])
    }
    let end = time.now().advanced(bySeconds: seconds)
    let token = "dev-" + identifiers.uid() + identifiers.uid()
    authenticator.issue(token, IssuedToken(user: Self.identity(of: account), expires: end))
    tree["metadata"] = [
      "name": .string(account.name), "namespace": .string(account.namespace),
      "creationTimestamp": .string(Writing.seconds(time.now())),
    ]
    var spec = tree["spec"] ?? .object([])
    if (spec["audiences"]?.elements ?? []).isEmpty { spec["audiences"] = ["https://kubernetes.default.svc"] }
    spec["expirationSeconds"] = .integer(seconds)
    tree["spec"] = spec
    tree["status"] = ["token": .string(token), "expirationTimestamp": .string(Writing.seconds(end))]
    return response(encoder, encoder.bytes(tree), status: 201, warnings: writing.warnings)
  }

  /// Source: kubernetes, pkg/apis/authentication/validation.
  private static func problem(_ seconds: Int64) -> String? {
    if seconds < 600 { return "Invalid value: \(seconds): may not specify a duration less than 10 minutes" }
    return seconds > 1 << 32 ? "Invalid value: \(seconds): may not specify a duration larger than 2^32 seconds" : nil
  }

  private static func identity(of account: StoredObject) -> UserIdentity {
    UserIdentity(
      name: "system:serviceaccount:\(account.namespace):\(account.name)", uid: account.uid,
      groups: ["system:serviceaccounts", "system:serviceaccounts:\(account.namespace)"])
  }
}
