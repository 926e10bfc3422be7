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

  /// One page of a list; everything where `options` name no limit. Items are read as they arrive and the document is
  /// never in memory whole; a list that does not end as one is an error.
  package func list<Object: Resource>(
    _ type: Object.Type = Object.self, namespace: String = "", _ options: ListOptions = ListOptions()
  ) async throws(KubeError) -> ListPage<Object> {
    var request = try APIRequest.list(ObjectPath(Object.resource, namespace: namespace), options)
    request.accept = accept(type)
    return try await Answer.page(try await send(request), of: request.words)
  }

  /// A watch; returns when the server has answered 200.
  package func watch<Object: Resource>(
    _ type: Object.Type = Object.self, namespace: String = "", _ options: WatchOptions
  ) async throws(KubeError) -> any WatchStream<Object> {
    var request = try APIRequest.watch(ObjectPath(Object.resource, namespace: namespace), options)
    request.accept = accept(type)
    let response = try await send(request)
    let format = try await Answer.format(response, of: request.words)
    return ResponseWatch<Object>(response.body, format, words: request.words)
  }

  /// Sends a request for one object in slim form, whatever its verb.
  package func object<Object: Resource>(_ request: APIRequest) async throws(KubeError) -> Object {
    let (format, bytes) = try await Answer.document(try await send(request), of: request.words)
    do throws(WireError) { return try format.decode(Object.self, from: bytes) } catch {
      throw .unreadableAnswer("\(request.words): \(error.message)")
    }
  }

  /// Sends a request for one object with everything in it, whatever its verb. The request must ask for JSON.
  package func tree(_ request: APIRequest) async throws(KubeError) -> Tree {
    let (format, bytes) = try await Answer.document(try await send(request), of: request.words)
    guard format == .json else {
      throw .unreadableAnswer("\(request.words): the server answered with \(format.rawValue), JSON was asked for")
    }
    do throws(WireError) { return try ObjectReader.tree(bytes) } catch {
      throw .unreadableAnswer("\(request.words): \(error.message)")
    }
  }

  func accept<Object: Resource>(_ type: Object.Type) -> String {
    var resource = Object.resource
    resource.hasProtobuf = resource.hasProtobuf && format == .protobuf
    return MediaType.accept(resource, keepsManagedFields: Object.keepsManagedFields)
  }
}
