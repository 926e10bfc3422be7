package import KubeCore
package import Support

extension KubeClient {
  /// One object in slim form.
  package func get<Object: Resource>(
    _ type: Object.Type = Object.self, namespace: String = "", name: String
  ) async throws(KubeError) -> Object {
    var request = try APIRequest.get(ObjectPath(Object.resource, namespace: namespace, name: name))
    request.accept = accept(type)
    return try await object(request)
  }

  /// One object, or its subresource, with everything in it.
  package func get(_ path: ObjectPath) async throws(KubeError) -> Tree { try await tree(try APIRequest.get(path)) }

  /// What any path answers: discovery, `/version`.
  package func raw(_ path: String, accept: String = "application/json") async throws(KubeError) -> [UInt8] {
    let request = APIRequest.raw(path, accept: accept)
    return try await Answer.body(try await send(request), limit: Answer.objectLimit, of: request.words)
  }

  /// One page of a list; everything where `options` name no limit.
  package func list<Object: Resource>(
    _ type: Object.Type = Object.self, namespace: String = "", _ options: ListOptions = ListOptions()
  ) async throws(KubeError) -> ListPage<Object> {
    var request = try APIRequest.list(ObjectPath(Object.resource, namespace: namespace), options)
    request.accept = accept(type)
    let response = try await send(request)
    let bytes = try await Answer.body(response, limit: Answer.listLimit, of: request.words)
    return try read(bytes, response, request) { (bytes) throws(WireError) in
      try ObjectReader.page(bytes, Object.self)
    }
  }

  /// A watch; returns when the server has answered 200.
  package func watch<Object: Resource>(
    _ type: Object.Type = Object.self, namespace: String = "", _ options: WatchOptions
  ) async throws(KubeError) -> any WatchStream<Object> {
    var request = try APIRequest.watch(ObjectPath(Object.resource, namespace: namespace), options)
    request.accept = accept(type)
    let response = try await send(request)
    try requireFormat(response, request)
    return ResponseWatch<Object>(response.body, words: request.words)
  }

  func accept<Object: Resource>(_ type: Object.Type) -> String {
    var resource = Object.resource
    resource.hasProtobuf = false
    return MediaType.accept(resource, keepsManagedFields: Object.keepsManagedFields)
  }

  /// Sends a request for one object in slim form.
  package func object<Object: Resource>(_ request: APIRequest) async throws(KubeError) -> Object {
    let response = try await send(request)
    let bytes = try await Answer.body(response, limit: Answer.objectLimit, of: request.words)
    return try read(bytes, response, request) { (bytes) throws(WireError) in
      try ObjectReader.object(bytes, Object.self)
    }
  }

  /// Sends a request for one object with everything in it.
  package func tree(_ request: APIRequest) async throws(KubeError) -> Tree {
    let response = try await send(request)
    let bytes = try await Answer.body(response, limit: Answer.objectLimit, of: request.words)
    return try read(bytes, response, request) { (bytes) throws(WireError) in try ObjectReader.tree(bytes) }
  }

  private func read<Result>(
    _ bytes: [UInt8], _ response: HTTPResponse, _ request: APIRequest,
    _ body: ([UInt8]) throws(WireError) -> Result
  ) throws(KubeError) -> Result {
    guard !bytes.isEmpty else {
      throw .unreadableAnswer("\(request.words): the server answered \(response.status) with an empty body")
    }
    do throws(KubeError) { try requireFormat(response, request) } catch {
      let text = Refusal.excerpt(bytes, response[header: "Content-Type"])
      guard case .unreadableAnswer(let message) = error, !text.isEmpty else { throw error }
      throw .unreadableAnswer("\(message): \(text)")
    }
    do throws(WireError) { return try body(bytes) } catch {
      throw .unreadableAnswer("\(request.words): \(error.message)")
    }
  }

  /// A success in another format is not from an API server: a login page, a proxy's greeting.
  private func requireFormat(_ response: HTTPResponse, _ request: APIRequest) throws(KubeError) {
    let type = response[header: "Content-Type"] ?? ""
    guard MediaType(type).wireFormat == nil else { return }
    response.body.cancel()
    throw .unreadableAnswer(
      "\(request.words): the server answered \(response.status) with '\(type)', which is no object of Kubernetes")
  }
}
