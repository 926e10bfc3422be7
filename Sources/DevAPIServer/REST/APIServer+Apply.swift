internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Server-side apply; makes the object where there is none.
  func apply(
    _ request: APIRequest, _ served: ServedResource, _ options: WriteOptions, _ encoder: ObjectEncoder
  ) throws(StatusError) -> ServerResponse {
    guard let manager = request.http[query: "fieldManager"], !manager.isEmpty else {
      throw .invalid(
        "meta.k8s.io", "PatchOptions", "",
        [
          StatusError.Cause(
            reason: "FieldValueRequired", message: "Required value: is required for apply patch",
            field: "fieldManager")
        ])
    }
    let body = try RequestBody.yaml(request.http.body)
    let isThere = store.object(served.storage, namespace: request.namespace, name: request.name) != nil
    if !isThere {
      if !request.subresource.isEmpty { throw .notFound(served, request.name) }
      return try create(applying: body, request, served, options, encoder)
    }
    return try change(request, served, options, encoder) { (current, writing) throws(StatusError) in
      writing.isApplied = true
      let version = body.at("metadata", "resourceVersion")?.stringValue ?? ""
      if !version.isEmpty, version != String(current.revision) { throw .conflict(served, request.name) }
      let live = served.presented(current.tree)
      return try writing.updated(live, to: try writing.applied(body, to: live))
    }
  }

  private func create(
    applying body: Tree, _ request: APIRequest, _ served: ServedResource, _ options: WriteOptions,
    _ encoder: ObjectEncoder
  ) throws(StatusError) -> ServerResponse {
    // Who may patch may not yet create; the name is part of the question (apiserver, handlers/patch.go).
    var creation = request
    creation.verb = "create"
    try authorize(creation)
    var writing = Writing(request, served, options, self)
    writing.isApplied = true
    var configuration = body
    configuration.set("metadata", "name", .string(request.name))
    let tree = try writing.created(from: try writing.applied(configuration, to: nil))
    let object = try insert(tree, request, served, options)
    return response(encoder, object.map(encoder.bytes) ?? encoder.bytes(tree), status: 201, warnings: writing.warnings)
  }
}

extension Writing {
  /// The live object with the configuration laid over it.
  func applied(_ configuration: Tree, to live: Tree?) throws(StatusError) -> Tree {
    do throws(ApplyError) {
      return try fieldManager.applied(
        live: live, configuration: configuration, manager: options.fieldManager, isForced: options.isForced,
        time: Self.seconds(server.time.now()))
    } catch {
      switch error {
      case .badRequest(let message): throw .badRequest(message)
      case .untyped(let message): throw StatusError(500, "", message)
      case .conflicts(let message, let conflicts):
        var refusal = StatusError(409, "Conflict", message)
        refusal.causes = conflicts.map {
          StatusError.Cause(reason: "FieldManagerConflict", message: $0.message, field: $0.field)
        }
        throw refusal
      }
    }
  }
}
