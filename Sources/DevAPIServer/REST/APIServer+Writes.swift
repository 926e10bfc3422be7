internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  func create(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let options = try WriteOptions(request)
    let body = try RequestBody.object(request, served)
    if served.isReview { return try review(request, served, body, encoder) }
    var writing = Writing(request, served, options, self)
    let tree = try writing.created(from: body)
    let object = try insert(tree, request, served, options)
    return response(encoder, object.map(encoder.bytes) ?? encoder.bytes(tree), status: 201, warnings: writing.warnings)
  }

  /// Stores a new object; `nil` for a dry run.
  func insert(
    _ tree: Tree, _ request: APIRequest, _ served: ServedResource, _ options: WriteOptions
  ) throws(StatusError) -> StoredObject? {
    let name = tree.at("metadata", "name")?.stringValue ?? ""
    if options.isDryRun {
      if store.object(served.storage, namespace: request.namespace, name: name) != nil {
        throw .alreadyExists(served, name)
      }
      return nil
    }
    do throws(StoreError) {
      let object = try store.create(served.storage, served.draft(tree))
      changed(served, tree, isDeletion: false)
      return object
    } catch { throw .alreadyExists(served, name) }
  }

  func update(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served)
    let options = try WriteOptions(request)
    let body = try RequestBody.object(request, served)
    return try change(request, served, options, encoder) { (current, writing) throws(StatusError) in
      try writing.checkIdentity(of: body)
      let version = body.at("metadata", "resourceVersion")?.stringValue ?? ""
      if !version.isEmpty, version != String(current.revision) {
        throw .conflict(served, request.name)
      }
      return try writing.updated(served.presented(current.tree), to: body)
    }
  }

  /// Changes an object by what `make` makes of it, again when another write came between.
  func change(
    _ request: APIRequest, _ served: ServedResource, _ options: WriteOptions, _ encoder: ObjectEncoder,
    _ make: (StoredObject, inout Writing) throws(StatusError) -> Tree
  ) throws(StatusError) -> ServerResponse {
    for _ in 0..<100 {
      let current = try stored(request, served)
      var writing = Writing(request, served, options, self)
      let tree = try make(current, &writing)
      if options.isDryRun { return response(encoder, encoder.bytes(tree), warnings: writing.warnings) }
      if Self.isFinished(tree) {
        let removed = try remove(current, served, last: tree)
        if let removed { return response(encoder, encoder.bytes(removed), warnings: writing.warnings) }
        continue
      }
      do throws(StoreError) {
        let object = try store.replace(served.storage, expected: current.revision, served.draft(tree))
        if object.revision != current.revision { changed(served, tree, isDeletion: false) }
        return response(encoder, encoder.bytes(object), warnings: writing.warnings)
      } catch { continue }
    }
    throw .conflict(served, request.name)
  }

  /// An object that is being deleted goes with its last finalizer.
  private static func isFinished(_ tree: Tree) -> Bool {
    tree.at("metadata", "deletionTimestamp") != nil && (tree.at("metadata", "finalizers")?.elements ?? []).isEmpty
      && (tree.at("metadata", "deletionGracePeriodSeconds")?.integerValue ?? 0) == 0
      && (tree["kind"] != "Namespace" || (tree.at("spec", "finalizers")?.elements ?? []).isEmpty)
  }

  /// Removes an object in its last form; `nil` when another write came between.
  func remove(_ current: StoredObject, _ served: ServedResource, last: Tree) throws(StatusError) -> StoredObject? {
    let final = StoredObject(served.draft(last), revision: current.revision)
    do throws(StoreError) {
      let removed = try store.remove(served.storage, expected: current.revision, final)
      changed(served, served.presented(removed.tree), isDeletion: true)
      collectGarbage(of: removed.uid)
      release(ownersOf: removed)
      finishNamespace(removed.namespace)
      return removed
    } catch {
      if error == .notFound { throw .notFound(served, current.name) }
      return nil
    }
  }
}

extension ServedResource {
  /// An object of this version, ready to be stored.
  func draft(_ tree: Tree) -> ObjectDraft {
    let tree = stored(tree)
    return ObjectDraft(tree, fields: SelectableFields.values(of: tree, self))
  }
}

extension Store {
  /// Ends a watch well, after everything that was sent to it.
  func end(_ watcher: Watcher) {
    state.withLock { $0.outbox.append(.end(watcher)) }
    deliver()
  }
}
