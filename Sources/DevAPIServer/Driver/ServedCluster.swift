import KubeCore
import Support

/// The objects of a development server, as its lifecycle driver reads and writes them: past the API's rules for
/// clients, but with its defaults, revisions and watches.
struct ServedCluster: ClusterWrites {
  let server: APIServer

  func objects(_ resource: APIResource) async -> [Tree] {
    guard let served = served(resource), let page = try? server.store.list(served.storage) else { return [] }
    return page.objects.map { served.presented($0.tree) }
  }

  func object(_ resource: APIResource, namespace: String, name: String) async -> Tree? {
    guard let served = served(resource) else { return nil }
    return server.store.object(served.storage, namespace: namespace, name: name).map { served.presented($0.tree) }
  }

  /// An object of that name that is there already is taken as it is, as controllers take what `AlreadyExists` names.
  func create(_ resource: APIResource, _ object: Tree) async throws -> Tree {
    guard let served = served(resource) else { throw StatusError.noSuchResource }
    if resource.isNamespaced {
      try server.checkNamespaceIsOpen(object.objectNamespace, served, object.objectName)
    }
    var tree = BuiltinDefaults.created(served.presented(object), served)
    var metadata = tree["metadata"] ?? .object([])
    if object.objectUID.isEmpty { metadata["uid"] = .string(server.identifiers.uid()) }
    metadata.fill("creationTimestamp", server.time.now().text)
    tree["metadata"] = metadata
    do throws(StoreError) {
      let stored = try server.store.create(served.storage, served.draft(ObjectOrder.ordered(tree, served)))
      return served.presented(stored.tree)
    } catch {
      guard let there = await self.object(resource, namespace: object.objectNamespace, name: object.objectName) else {
        throw error
      }
      return there
    }
  }

  /// An object that is gone meanwhile stays gone.
  func replace(_ resource: APIResource, _ object: Tree) async throws {
    try change(resource, object) { (served, current) throws(StoreError) in
      let draft = served.draft(ObjectOrder.ordered(served.presented(object), served))
      _ = try server.store.replace(served.storage, expected: current.revision, draft)
    }
  }

  func remove(_ resource: APIResource, _ object: Tree) async throws {
    try change(resource, object) { (served, current) throws(StoreError) in
      let draft = served.draft(ObjectOrder.ordered(served.presented(object), served))
      let last = StoredObject(draft, revision: current.revision)
      let removed = try server.store.remove(served.storage, expected: current.revision, last)
      server.release(ownersOf: removed)
      server.finishNamespace(removed.namespace)
    }
  }

  /// Writes over the current revision, again when another write came between.
  private func change(
    _ resource: APIResource, _ object: Tree,
    _ write: (ServedResource, StoredObject) throws(StoreError) -> Void
  ) throws(StatusError) {
    guard let served = served(resource) else { throw StatusError.noSuchResource }
    let (namespace, name) = (object.objectNamespace, object.objectName)
    for _ in 0..<100 {
      guard let current = server.store.object(served.storage, namespace: namespace, name: name) else { return }
      do throws(StoreError) {
        return try write(served, current)
      } catch {
        if error == .notFound { return }
      }
    }
    throw .conflict(served, name)
  }

  private func served(_ resource: APIResource) -> ServedResource? {
    server.registry.withLock {
      $0.resource(group: resource.group, version: resource.version, plural: resource.plural)
    }
  }
}
