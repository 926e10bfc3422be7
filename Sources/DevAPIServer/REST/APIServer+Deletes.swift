internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  func delete(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let options = try deleteOptions(request)
    for _ in 0..<100 {
      let current = try stored(request, served)
      try check(options, current, served)
      if options.isDryRun { return response(encoder, encoder.document(Self.success(current, served))) }
      guard let outcome = try delete(current, served, options) else { continue }
      switch outcome {
      case .removed(let object):
        // Pods, Services, ServiceAccounts and Namespaces come back themselves (`ReturnDeletedObject`).
        let isReturned = ["Pod", "Service", "ServiceAccount"].contains(served.resource.kind)
        return isReturned
          ? response(encoder, encoder.bytes(object)) : response(encoder, status(encoder, Self.success(object, served)))
      case .marked(let object): return response(encoder, encoder.bytes(object))
      }
    }
    throw .conflict(served, request.name)
  }

  private func status(_ encoder: ObjectEncoder, _ tree: Tree) -> [UInt8] {
    encoder.representation.format == .protobuf ? ProtobufObjects.status(tree) : encoder.document(tree)
  }

  func deleteCollection(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let options = try deleteOptions(request)
    let query = try ListQuery(request, served)
    let page = try? store.list(
      served.storage, namespace: request.namespace, where: { query.filter.matches($0) })
    for object in page?.objects ?? [] where !options.isDryRun {
      var current: StoredObject? = object
      while let here = current {
        if try delete(here, served, options) != nil { break }
        current = store.object(served.storage, namespace: here.namespace, name: here.name)
      }
    }
    let metadata: Tree = ["resourceVersion": .string(String(store.revision))]
    return ServerResponse(
      status: 200, headers: headers(encoder, isWatch: false),
      body: .pieces(encoder.list(page?.objects ?? [], metadata: metadata)))
  }

  private func deleteOptions(_ request: APIRequest) throws(StatusError) -> DeleteOptions {
    let body = request.http.body.isEmpty ? nil : try RequestBody.object(request, nil)
    return try DeleteOptions(request, body: body)
  }

  private func check(
    _ options: DeleteOptions, _ object: StoredObject, _ served: ServedResource
  ) throws(StatusError) {
    if let uid = options.uid, uid != object.uid {
      throw .conflict(
        served, object.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(object.uid)")
    }
    if let version = options.resourceVersion, version != String(object.revision) {
      throw .conflict(
        served, object.name,
        "Precondition failed: ResourceVersion in precondition: \(version), ResourceVersion in object meta:"
          + " \(object.revision)")
    }
  }

  enum Deletion {
    case removed(StoredObject)
    /// It stays until its finalizers, its contents or its kubelet are done.
    case marked(StoredObject)
  }

  /// `nil` when another write came between.
  func delete(
    _ current: StoredObject, _ served: ServedResource, _ options: DeleteOptions
  ) throws(StatusError) -> Deletion? {
    var tree = served.presented(current.tree)
    switch served.propagation(options) {
    case .orphan: orphan(current.uid)
    case .foreground where !dependents(blocking: current.uid).isEmpty: Garbage.hold(&tree)
    case .foreground, .background: break
    }
    let finalizers = tree.at("metadata", "finalizers")?.elements ?? []
    let grace = graceSeconds(of: tree, served, options)
    let isNamespace = served.resource.kind == "Namespace"
    let isDefinition = served.resource.kind == "CustomResourceDefinition"
    guard !finalizers.isEmpty || grace > 0 || isNamespace else {
      if isDefinition { removeCustomObjects(of: current.name) }
      return try remove(current, served, last: tree).map { .removed($0) }
    }
    let isMarked = tree.at("metadata", "deletionTimestamp") != nil
    if !isMarked || (tree.at("metadata", "deletionGracePeriodSeconds")?.integerValue ?? 0) > grace {
      let end = time.now().advanced(bySeconds: grace)
      if !isMarked, served.countsGenerations {
        tree.set(
          "metadata", "generation", .integer((tree.at("metadata", "generation")?.integerValue ?? 0) + 1))
      }
      tree.set("metadata", "deletionTimestamp", .string(Writing.seconds(end)))
      if !isNamespace { tree.set("metadata", "deletionGracePeriodSeconds", .integer(grace)) }
      if isNamespace { tree.set("status", "phase", "Terminating") }
      tree = ObjectOrder.ordered(tree, served)
    }
    guard
      let marked = try? store.replace(served.storage, expected: current.revision, served.draft(tree))
    else { return nil }
    if isNamespace { beginEmptying(current) }
    if Garbage.isHeld(tree) { collectGarbage(of: current.uid) }
    return .marked(marked)
  }

  /// How long a pod may take to end; others go at once. Source: kubernetes, pkg/registry/core/pod/strategy.go.
  private func graceSeconds(of tree: Tree, _ served: ServedResource, _ options: DeleteOptions) -> Int64 {
    guard served.resource.kind == "Pod", hasKubelet else { return 0 }
    let isScheduled = !(tree.at("spec", "nodeName")?.stringValue ?? "").isEmpty
    let phase = tree.at("status", "phase")?.stringValue ?? ""
    guard isScheduled, phase != "Succeeded", phase != "Failed" else { return 0 }
    let wanted =
      options.gracePeriodSeconds ?? tree.at("spec", "terminationGracePeriodSeconds")?.integerValue ?? 30
    return max(wanted, 0)
  }

  private var hasKubelet: Bool { options.hasKubelet }

  /// `Status` of a deletion that is done.
  private static func success(_ object: StoredObject, _ served: ServedResource) -> Tree {
    [
      "kind": "Status", "apiVersion": "v1", "metadata": .object([]), "status": "Success",
      "details": .members(
        ("name", .string(object.name)),
        ("group", served.resource.group.isEmpty ? nil : .string(served.resource.group)),
        ("kind", .string(served.resource.plural)), ("uid", .string(object.uid))),
    ]
  }
}
