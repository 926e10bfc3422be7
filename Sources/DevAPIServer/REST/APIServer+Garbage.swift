internal import KubeCore
internal import Support

/// What the garbage collector does when an owner goes, at once and not some time later. Source: kubernetes,
/// pkg/controller/garbagecollector. What names an owner that never was stays, which a real cluster would collect too.
extension APIServer {
  /// Removes what has no owner left now that `uid` goes; what has others loses the reference alone.
  func collectGarbage(of uid: String) {
    var options = DeleteOptions()
    options.propagation = "Background"
    for (name, object) in store.dependents(of: uid) {
      guard let served = served(name) else { continue }
      update(object, served) { current throws(StatusError) in
        if owners(of: current, but: uid).contains(where: isThere) {
          return try store(Garbage.withoutOwner(uid, served.presented(current.tree)), over: current, served)
        }
        return try delete(current, served, options) != nil
      }
    }
  }

  /// Takes `uid` out of the owners of all that names it (`propagationPolicy: Orphan`).
  func orphan(_ uid: String) {
    for (name, object) in store.dependents(of: uid) {
      guard let served = served(name) else { continue }
      update(object, served) { current throws(StatusError) in
        try store(Garbage.withoutOwner(uid, served.presented(current.tree)), over: current, served)
      }
    }
  }

  /// The dependents that an owner waits for which is deleted in the foreground.
  func dependents(blocking uid: String) -> [StoredObject] {
    store.dependents(of: uid).map(\.object).filter { object in
      let references = object.tree.at("metadata", "ownerReferences")?.elements ?? []
      return references.contains { $0["uid"] == .string(uid) && $0["blockOwnerDeletion"] == true }
    }
  }

  /// Lets owners go that waited for this dependent and wait for no other.
  func release(ownersOf removed: StoredObject) {
    guard !removed.owners.isEmpty else { return }
    for reference in removed.tree.at("metadata", "ownerReferences")?.elements ?? [] {
      guard let (served, owner) = owner(reference, in: removed.namespace), Garbage.isHeld(owner.tree),
        dependents(blocking: owner.uid).isEmpty
      else { continue }
      update(owner, served) { current throws(StatusError) in
        let tree = Garbage.released(served.presented(current.tree))
        guard (tree.at("metadata", "finalizers")?.elements ?? []).isEmpty else {
          return try store(tree, over: current, served)
        }
        return try remove(current, served, last: tree) != nil
      }
    }
  }

  /// Writes an object until no other write comes between; one that is gone is left alone.
  private func update(
    _ object: StoredObject, _ served: ServedResource, _ write: (StoredObject) throws(StatusError) -> Bool
  ) {
    var current: StoredObject? = object
    while let here = current, here.uid == object.uid {
      do throws(StatusError) { if try write(here) { return } } catch { return }
      current = store.object(served.storage, namespace: here.namespace, name: here.name)
    }
  }

  private func store(_ tree: Tree, over current: StoredObject, _ served: ServedResource) throws(StatusError) -> Bool {
    let draft = served.draft(ObjectOrder.ordered(tree, served))
    return (try? store.replace(served.storage, expected: current.revision, draft)) != nil
  }

  private func owners(of object: StoredObject, but uid: String) -> [(reference: Tree, namespace: String)] {
    (object.tree.at("metadata", "ownerReferences")?.elements ?? []).filter { $0["uid"] != .string(uid) }.map {
      ($0, object.namespace)
    }
  }

  private func isThere(_ owner: (reference: Tree, namespace: String)) -> Bool {
    self.owner(owner.reference, in: owner.namespace) != nil
  }

  /// The owner that a reference names, if it is there with that uid.
  private func owner(_ reference: Tree, in namespace: String) -> (ServedResource, StoredObject)? {
    let served = registry.withLock { $0.all }.first {
      .string($0.resource.kind) == reference["kind"] && .string($0.resource.apiVersion) == reference["apiVersion"]
    }
    guard let served, let name = reference["name"]?.stringValue else { return nil }
    let place = served.resource.isNamespaced ? namespace : ""
    guard let object = store.object(served.storage, namespace: place, name: name),
      .string(object.uid) == reference["uid"]
    else { return nil }
    return (served, object)
  }

  private func served(_ name: StorageName) -> ServedResource? {
    registry.withLock { $0.all }.first { $0.storage == name && $0.hasPlainStorage }
  }
}

/// The parts of an object's metadata that the collector writes.
enum Garbage {
  /// Whether an object may go before, with, or only after what it owns.
  enum Propagation { case orphan, background, foreground }

  private static let finalizer = Tree.string("foregroundDeletion")

  /// Keeps an owner until what it waits for is gone.
  static func hold(_ tree: inout Tree) {
    let finalizers = tree.at("metadata", "finalizers")?.elements ?? []
    if !finalizers.contains(finalizer) { tree.set("metadata", "finalizers", .array(finalizers + [finalizer])) }
  }

  static func isHeld(_ tree: Tree) -> Bool {
    tree.at("metadata", "deletionTimestamp") != nil
      && (tree.at("metadata", "finalizers")?.elements ?? []).contains(finalizer)
  }

  static func released(_ tree: Tree) -> Tree {
    without(tree, "finalizers") { $0 == finalizer }
  }

  static func withoutOwner(_ uid: String, _ tree: Tree) -> Tree {
    without(tree, "ownerReferences") { $0["uid"] == .string(uid) }
  }

  private static func without(_ tree: Tree, _ list: String, _ isGone: (Tree) -> Bool) -> Tree {
    var tree = tree
    let rest = (tree.at("metadata", list)?.elements ?? []).filter { !isGone($0) }
    tree.set("metadata", list, rest.isEmpty ? nil : .array(rest))
    return tree
  }
}

extension ServedResource {
  /// Where nothing is asked for, the pods of a Job stay (`jobStrategy.DefaultGarbageCollectionPolicy`), and all else goes
  /// with its owner.
  func propagation(_ options: DeleteOptions) -> Garbage.Propagation {
    switch options.propagation {
    case "Orphan": .orphan
    case "Foreground": .foreground
    case "Background": .background
    default: resource.group == "batch" && resource.kind == "Job" ? .orphan : .background
    }
  }
}
