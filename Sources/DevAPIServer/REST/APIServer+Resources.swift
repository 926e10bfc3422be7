internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Requests for resources.
  func resource(_ request: APIRequest) throws(StatusError) -> ServerResponse {
    let served = registry.withLock {
      $0.resource(group: request.group, version: request.version, plural: request.plural)
    }
    guard let served else {
      let known = registry.withLock { $0.hasGroupVersion(group: request.group, version: request.version) }
      if !known, !request.group.isEmpty { return Self.text("404 page not found\n", 404) }
      throw .noSuchResource
    }
    var request = request
    if !served.resource.isNamespaced { request.namespace = "" }
    try check(request, served)
    if request.subresource == "token" { return try issueToken(request, served) }
    if request.subresource == "scale", let paths = served.scale { return try scale(request, served, paths) }
    switch request.verb {
    case "get": return try get(request, served)
    case "list": return try list(request, served)
    case "watch": return try watch(request, served)
    case "create": return try create(request, served)
    case "update": return try update(request, served)
    case "patch": return try patch(request, served)
    case "delete": return try delete(request, served)
    case "deletecollection": return try deleteCollection(request, served)
    default: throw .methodNotAllowed
    }
  }

  private func check(_ request: APIRequest, _ served: ServedResource) throws(StatusError) {
    if request.hasMore { throw .noSuchResource }
    if !request.subresource.isEmpty {
      let isThere =
        switch request.subresource {
        case "status": served.hasStatus
        case "scale": served.scale != nil
        case "token": served.hasTokens
        default: false
        }
      guard isThere else { throw .noSuchResource }
      let verbs = request.subresource == "token" ? ["create"] : ["get", "update", "patch"]
      guard verbs.contains(request.verb) else { throw .methodNotAllowed }
    }
    guard served.verbs.contains(request.verb) else { throw .methodNotAllowed }
    if request.verb == "create", !request.name.isEmpty, request.subresource.isEmpty { throw .methodNotAllowed }
    if request.verb == "create", served.resource.isNamespaced, request.namespace.isEmpty { throw .methodNotAllowed }
    if ["update", "patch"].contains(request.verb), request.name.isEmpty { throw .methodNotAllowed }
    let isOfOne = !request.name.isEmpty && served.resource.isNamespaced
    if isOfOne, request.namespace.isEmpty { throw .noSuchResource }
  }

  func encoder(_ request: APIRequest, _ served: ServedResource, isWatch: Bool = false) throws(StatusError)
    -> ObjectEncoder
  {
    var representation = try Representation.negotiated(request.http[header: "Accept"], served, isWatch: isWatch)
    if let text = request.http[query: "includeObject"], !text.isEmpty {
      guard let included = Representation.IncludedObject(rawValue: text) else {
        throw .badRequest("unrecognized includeObject value: \"\(text)\"")
      }
      representation.included = included
    }
    return ObjectEncoder(representation: representation, served: served, time: time)
  }

  func response(
    _ encoder: ObjectEncoder, _ body: [UInt8], status: Int = 200, warnings: [String] = []
  ) -> ServerResponse {
    let isText = encoder.representation.format == .json && body.last != 0x0A
    return ServerResponse(
      status: status, headers: headers(encoder, isWatch: false, warnings: warnings),
      body: .bytes(isText ? body + [0x0A] : body))
  }

  func headers(_ encoder: ObjectEncoder, isWatch: Bool, warnings: [String] = []) -> [HeaderField] {
    [
      HeaderField("Cache-Control", "no-cache, private"),
      HeaderField("Content-Type", encoder.contentType(isWatch: isWatch)),
    ] + warnings.map { HeaderField("Warning", "299 - \(Self.quoted($0))") }
  }

  /// RFC 9110, 5.6.4.
  private static func quoted(_ text: String) -> String {
    var output = "\""
    for character in text {
      if character == "\"" || character == "\\" { output.append("\\") }
      output.append(character)
    }
    return output + "\""
  }

  func stored(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> StoredObject {
    guard let object = store.object(served.storage, namespace: request.namespace, name: request.name) else {
      throw .notFound(served, request.name)
    }
    return object
  }

  func get(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    if let text = request.http[query: "resourceVersion"], let revision = UInt64(text), revision > store.revision {
      throw .tooLargeResourceVersion(text, current: store.revision)
    }
    return response(encoder, encoder.bytes(try stored(request, served)))
  }

  func list(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let query = try ListQuery(request, served)
    let page = try page(request, served, query)
    var next: String?
    if let path = page.next {
      let start = request.namespace.isEmpty && served.resource.isNamespaced ? "/" + path : below(path, request)
      next = ContinueToken(revision: page.revision, start: start).text
    }
    let remaining = next != nil && query.filter.isEmpty ? Tree.integer(Int64(page.remaining)) : nil
    let metadata: Tree = .members(
      ("resourceVersion", .string(String(page.revision))),
      ("continue", next.map { .string($0) } ?? (served.custom == nil ? nil : "")), ("remainingItemCount", remaining))
    return ServerResponse(
      status: 200, headers: headers(encoder, isWatch: false),
      body: .pieces(encoder.list(page.objects, metadata: metadata)))
  }

  private func below(_ path: String, _ request: APIRequest) -> String {
    request.namespace.isEmpty ? path : String(path.dropFirst(request.namespace.count + 1))
  }

  private func page(
    _ request: APIRequest, _ served: ServedResource, _ query: ListQuery
  ) throws(StatusError) -> StorePage {
    let filter: @Sendable (StoredObject) -> Bool = { [selected = query.filter] in selected.matches($0) }
    if !query.continue.isEmpty {
      guard query.resourceVersion == nil || query.resourceVersion == "0" else {
        throw .badRequest("specifying resource version is not allowed when using continue")
      }
      let token = try ContinueToken(query.continue)
      let isOfAll = request.namespace.isEmpty && served.resource.isNamespaced
      let start =
        isOfAll
        ? String(token.start.drop { $0 == "/" })
        : request.namespace.isEmpty
          ? token.start : "\(request.namespace)/\(token.start)"
      do throws(StoreError) {
        return try store.list(
          served.storage, namespace: request.namespace, from: start, limit: query.limit, at: token.revision,
          where: filter)
      } catch { throw .expiredContinue }
    }
    let revision = try query.revision
    // Paging from a version without a match is the exact one (apiserver, storage/etcd3/store.go).
    let isExact = query.match == .exact || (query.match == nil && query.limit != nil && (revision ?? 0) > 0)
    do throws(StoreError) {
      if !isExact, let revision, revision > store.revision { throw .tooLarge(current: store.revision) }
      return try store.list(
        served.storage, namespace: request.namespace, limit: query.limit, at: isExact ? revision : nil, where: filter)
    } catch {
      if case .tooLarge(let current) = error {
        throw .tooLargeResourceVersion(query.resourceVersion ?? "", current: current)
      }
      throw .expiredList
    }
  }
}
