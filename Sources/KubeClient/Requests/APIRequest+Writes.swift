package import Support

extension APIRequest {
  /// A POST to the collection; the object's name is in the body.
  package static func create(
    _ path: ObjectPath, _ object: Tree, _ options: WriteOptions = WriteOptions()
  ) throws(KubeError) -> APIRequest {
    // Where a name is given the request goes to its subresource (`pods/api-0/eviction`, `serviceaccounts/x/token`).
    try check(path.objection(naming: !path.subresource.isEmpty, creating: true))
    return write(.post, path, .json(object), options)
  }

  /// A PUT of the whole object. With `metadata.resourceVersion` in it, only that state is replaced; else 409.
  package static func update(
    _ path: ObjectPath, _ object: Tree, _ options: WriteOptions = WriteOptions()
  ) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: true))
    return write(.put, path, .json(object), options)
  }

  /// A PATCH of an object; an apply needs ``WriteOptions/fieldManager``.
  package static func patch(
    _ path: ObjectPath, _ type: PatchType, _ patch: Tree, _ options: WriteOptions = WriteOptions()
  ) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: true))
    if type == .apply, options.fieldManager?.isEmpty != false {
      try check("\(path.words): an apply needs a field manager")
    }
    return write(.patch, path, .json(patch, as: type.rawValue), options)
  }

  package static func delete(
    _ path: ObjectPath, _ options: DeleteOptions = DeleteOptions()
  ) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: true))
    var request = APIRequest(.delete, path: path.text, pool: pool(path.resource, else: .write), words: path.words)
    request.body = options.body.map { .json($0) }
    request.timeout = options.timeout
    return request
  }

  /// A DELETE of all objects of a collection that `selection` selects: those that are there when the server reads it.
  ///
  /// Servers have no such request for all namespaces at once.
  package static func deleteCollection(
    _ path: ObjectPath, _ selection: ListOptions, _ options: DeleteOptions = DeleteOptions()
  ) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: false, creating: true))
    if !path.name.isEmpty { try check("\(path.words): this names an object and no collection") }
    var request = APIRequest(.delete, path: path.text, pool: pool(path.resource, else: .write), words: path.words)
    request.query = selection.query
    request.body = options.body.map { .json($0) }
    request.timeout = options.timeout
    // The answer has all that was deleted, which nobody reads.
    request.accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"
    return request
  }

  private static func write(
    _ method: HTTPRequest.Method, _ path: ObjectPath, _ body: Body, _ options: WriteOptions
  ) -> APIRequest {
    var request = APIRequest(method, path: path.text, pool: pool(path.resource, else: .write), words: path.words)
    request.query = options.query
    request.body = body
    request.timeout = options.timeout
    return request
  }
}
