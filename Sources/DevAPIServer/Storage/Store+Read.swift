internal import Support

/// A part of a collection as it was at one revision.
package struct StorePage: Sendable {
  package var revision: UInt64
  package var objects: [StoredObject]
  /// The path to go on from; `nil` at the end.
  package var next: String?
  /// How many follow after this page.
  package var remaining = 0
}

extension Store {
  /// The objects of a namespace (empty: of all) from `start`, at most `limit` that `filter` lets pass.
  ///
  /// `revision`: as it was then; `nil`: now.
  package func list(
    _ name: StorageName, namespace: String = "", from start: String = "", limit: Int? = nil, at revision: UInt64? = nil,
    where filter: @Sendable (StoredObject) -> Bool = { _ in true }
  ) throws(StoreError) -> StorePage {
    let (table, current) = try table(name, at: revision)
    var page = StorePage(revision: revision ?? current, objects: [])
    let range = table.range(namespace: namespace, from: start)
    for index in range {
      let object = table.objects[index]
      guard filter(object) else { continue }
      if let limit, page.objects.count == limit {
        page.next = table.objects[index - 1].path + "\u{0}"
        page.remaining = range.upperBound - index
        return page
      }
      page.objects.append(object)
    }
    return page
  }

  private func table(_ name: StorageName, at revision: UInt64?) throws(StoreError) -> (ObjectTable, UInt64) {
    try state.withLock { state -> Result<(ObjectTable, UInt64), StoreError> in
      let collection = state.collection(name)
      guard let revision, revision != state.revision else { return .success((collection.table, state.revision)) }
      if revision > state.revision { return .failure(.tooLarge(current: state.revision)) }
      guard let later = collection.history.events(after: revision) else {
        return .failure(.expired(current: state.revision))
      }
      var table = collection.table
      for event in later.reversed() {
        if let previous = event.previous { table.put(previous) } else { table.remove(event.object.path) }
      }
      return .success((table, state.revision))
    }.get()
  }
}

extension Store {
  /// Where a watch begins.
  enum WatchStart {
    /// With everything that is there now, each as ADDED.
    case initial
    /// With what happens from now on.
    case now
    /// With everything after that revision.
    case after(UInt64)
  }

  /// Enters a watch; it gets what its start asks for, and then every change.
  func watch(_ name: StorageName, from start: WatchStart, _ watcher: Watcher) throws(StoreError) {
    let result = state.withLock { state -> Result<([StoredObject], [StoreEvent], UInt64), StoreError> in
      var collection = state.collection(name)
      var objects: [StoredObject] = []
      var events: [StoreEvent] = []
      switch start {
      case .initial: objects = collection.table.objects
      case .now: break
      case .after(let revision):
        guard let later = collection.history.events(after: revision) else {
          return .failure(.expired(current: state.revision))
        }
        events = Array(later)
      }
      state.nextWatcher += 1
      watcher.entered(as: state.nextWatcher, at: state.revision)
      collection.watchers[state.nextWatcher] = watcher
      state.collections[name] = collection
      return .success((objects, events, state.revision))
    }
    let (objects, events, revision) = try result.get()
    watcher.begin(objects: objects, events: events, revision: revision)
  }

  func leave(_ name: StorageName, _ watcher: Watcher) {
    let identifier = watcher.identifier
    state.withLock { state in _ = state.collections[name]?.watchers.removeValue(forKey: identifier) }
  }

  /// Tells one watch, or all, that nothing more has happened up to now.
  package func sendBookmarks() { sendBookmark(to: nil) }

  func sendBookmark(to watcher: Watcher?) {
    state.withLock { state in state.outbox.append(.bookmark(state.revision, watcher)) }
    deliver()
  }

  /// Ends every watch well, as a server does that stops.
  package func endWatches() {
    state.withLock { state in
      for name in Array(state.collections.keys) {
        for watcher in (state.collections[name]?.watchers ?? [:]).values { state.outbox.append(.end(watcher)) }
        state.collections[name]?.watchers = [:]
      }
    }
    deliver()
  }

  /// The most that waits to be sent to one watch, in bytes: who writes much looks at it, lest the watch be closed.
  package var pendingWatchBytes: Int {
    let watchers = state.withLock { state in state.collections.values.flatMap(\.watchers.values) }
    return watchers.reduce(0) { max($0, $1.pendingCount) }
  }

  package var watchCount: Int {
    state.withLock { state in state.collections.values.reduce(0) { $0 + $1.watchers.count } }
  }
}
