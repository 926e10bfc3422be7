internal import Support

extension Store {
  package func create(_ name: StorageName, _ draft: ObjectDraft) throws(StoreError) -> StoredObject {
    try change(name, draft.path) { (previous) throws(StoreError) in
      if previous != nil { throw .alreadyExists }
      return .put(draft)
    }
  }

  /// Replaces the object if it still has the revision `expected`; the same bytes again are no change.
  package func replace(
    _ name: StorageName, expected: UInt64, _ draft: ObjectDraft
  ) throws(StoreError) -> StoredObject {
    try change(name, draft.path) { (previous) throws(StoreError) in
      guard let previous else { throw .notFound }
      if previous.revision != expected { throw .conflict }
      return draft.isSame(as: previous) ? .keep(previous) : .put(draft)
    }
  }

  /// Removes the object if it still has that revision; what is returned has the revision of the deletion.
  package func remove(
    _ name: StorageName, expected: UInt64, _ object: StoredObject
  ) throws(StoreError) -> StoredObject {
    try change(name, object.path) { (previous) throws(StoreError) in
      guard let previous else { throw .notFound }
      if previous.revision != expected { throw .conflict }
      return .remove(ObjectDraft(of: object))
    }
  }

  private enum Change {
    case put(ObjectDraft)
    case remove(ObjectDraft)
    case keep(StoredObject)
  }

  private func change(
    _ name: StorageName, _ path: String,
    _ decide: @Sendable (StoredObject?) throws(StoreError) -> Change
  ) throws(StoreError) -> StoredObject {
    let result = state.withLock { state -> Result<StoredObject, StoreError> in
      let previous = state.collections[name]?.table[path]
      do throws(StoreError) {
        return .success(apply(try decide(previous), previous, name, &state))
      } catch {
        return .failure(error)
      }
    }
    deliver()
    return try result.get()
  }

  private func apply(
    _ change: Change, _ previous: StoredObject?, _ name: StorageName, _ state: inout State
  ) -> StoredObject {
    if case .keep(let object) = change { return object }
    state.revision += 1
    if state.collections[name] == nil { state.collections[name] = state.collection(name) }
    let object: StoredObject
    var isDeletion = false
    switch change {
    case .put(let draft):
      object = StoredObject(draft, revision: state.revision)
      state.count(object.owners, 1)
      state.collections[name]?.table.put(object)
    case .remove(let draft):
      object = StoredObject(draft, revision: state.revision)
      state.collections[name]?.table.remove(object.path)
      isDeletion = true
    case .keep(let kept): return kept
    }
    state.count(previous?.owners ?? [], -1)
    let event = StoreEvent(object: object, previous: previous, isDeletion: isDeletion)
    state.collections[name]?.history.append(event, limit: historyLimit)
    state.outbox.append(.event(event, name))
    return object
  }
}

extension Store {
  /// Puts many objects in at once, for tests and benchmarks: each gets its revision, none an event, so that watches
  /// that are open end.
  package func seed(_ name: StorageName, _ drafts: [ObjectDraft]) {
    state.withLock { state in
      var collection = state.collection(name)
      var objects: [StoredObject] = []
      objects.reserveCapacity(drafts.count)
      for draft in drafts {
        state.revision += 1
        let object = StoredObject(draft, revision: state.revision)
        state.count(collection.table[object.path]?.owners ?? [], -1)
        state.count(object.owners, 1)
        objects.append(object)
      }
      collection.table.merge(objects)
      collection.history.compact(to: state.revision)
      for watcher in collection.watchers.values { state.outbox.append(.end(watcher)) }
      collection.watchers = [:]
      state.collections[name] = collection
    }
    deliver()
  }

  /// Forgets the history: what goes on from before now is `Expired`.
  package func compact() {
    state.withLock { state in
      state.compacted = state.revision
      for name in Array(state.collections.keys) { state.collections[name]?.history.compact(to: state.revision) }
    }
  }

  /// Forgets a collection, and ends its watches. Should it come back, nobody goes on from before.
  func drop(_ name: StorageName) {
    state.withLock { state in
      guard let collection = state.collections[name] else { return }
      for object in collection.table.objects { state.count(object.owners, -1) }
      for watcher in collection.watchers.values { state.outbox.append(.end(watcher)) }
      state.collections[name] = Collection(history: EventHistory(compacted: state.revision))
    }
    deliver()
  }
}

extension ObjectDraft {
  var path: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}
