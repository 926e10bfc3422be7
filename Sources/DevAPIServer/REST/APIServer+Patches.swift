internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Source: apiserver, handlers/patch.go.
  func patch(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let options = try WriteOptions(request)
    if MediaType(request.http[header: "Content-Type"] ?? "").name == "application/apply-patch+yaml" {
      return try apply(request, served, options, encoder)
    }
    let patch = try ObjectPatch(request, served)
    return try change(request, served, options, encoder) { (current, writing) throws(StatusError) in
      let old = served.presented(current.tree)
      let patched = try patch.applied(to: old)
      let version = patched.at("metadata", "resourceVersion")?.stringValue ?? ""
      if !version.isEmpty, version != String(current.revision) { throw .conflict(served, request.name) }
      if Writing.name(of: patched) != request.name {
        throw .invalid(
          served.resource.group, served.resource.kind, request.name,
          [
            StatusError.Cause(
              reason: "FieldValueInvalid",
              message: "Invalid value: \(JSONWriter.quoted(Writing.name(of: patched))): field is immutable",
              field: "metadata.name")
          ])
      }
      return try writing.updated(old, to: patched)
    }
  }
}

/// A patch of one of the types that say what is to change, read from a request.
struct ObjectPatch {
  private enum PatchType: String {
    case json = "application/json-patch+json"
    case merge = "application/merge-patch+json"
    case strategic = "application/strategic-merge-patch+json"
  }

  private let type: PatchType
  private let body: Tree
  private let kind: String

  init(_ request: APIRequest, _ served: ServedResource) throws(StatusError) {
    guard let type = PatchType(rawValue: MediaType(request.http[header: "Content-Type"] ?? "").name),
      type != .strategic || served.custom == nil
    else { throw Self.unsupported(served) }
    if request.flag("force") {
      throw .invalid(
        "meta.k8s.io", "PatchOptions", "",
        [
          StatusError.Cause(
            reason: "FieldValueForbidden", message: "Forbidden: may not be specified for non-apply patch",
            field: "force")
        ])
    }
    self.type = type
    kind = served.resource.kind
    body = try RequestBody.json(request.http.body, kind: kind)
  }

  func applied(to old: Tree) throws(StatusError) -> Tree {
    do throws(PatchError) {
      switch type {
      case .json: return try JSONPatch(request: body).apply(to: old)
      case .merge: return try MergePatch(request: body).apply(to: old)
      case .strategic: return try StrategicMergePatch(request: body).apply(to: old, type: kind)
      }
    } catch {
      var refusal = StatusError(error.code, error.reason, error.message)
      refusal.hasDetails = error.code == 422
      throw refusal
    }
  }

  private static func unsupported(_ served: ServedResource) -> StatusError {
    var types = ["application/json-patch+json", "application/merge-patch+json"]
    if served.custom == nil { types.append("application/strategic-merge-patch+json") }
    types.append("application/apply-patch+yaml")
    return StatusError(
      415, "UnsupportedMediaType",
      "the body of the request was in an unknown format - accepted media types include: "
        + types.joined(separator: ", "))
  }
}
