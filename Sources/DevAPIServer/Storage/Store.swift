internal import Support

/// Which collection: resources that are versions of the same objects share one.
package struct StorageName: Hashable, Sendable {
  package var group: String
  package var plural: String

  package init(group: String, plural: String) {
    self.group = group
    self.plural = plural
  }
}

/// All objects, under one counter of revisions.
///
/// Changes reach the watches in their order: whoever makes one puts it into the outbox under the lock and then empties
/// the outbox, one thread at a time; encoding happens outside the lock.
package final class Store: Sendable {
  struct Collection {
    var table = ObjectTable()
    var history: EventHistory
    var watchers: [UInt64: Watcher] = [:]
  }

  struct State {
    var revision: UInt64
    var collections: [StorageName: Collection] = [:]
    var outbox: [Delivery] = []
    var isDelivering = false
    var nextWatcher: UInt64 = 0
    /// Everything up to here is forgotten, in collections that are made later too.
    var compacted: UInt64
    /// How many objects name each uid as their owner's: most objects own nothing, and nobody has to look.
    private var dependents: [String: Int] = [:]

    init(revision: UInt64, compacted: UInt64) {
      self.revision = revision
      self.compacted = compacted
    }

    func isOwner(_ uid: String) -> Bool { dependents[uid] != nil }

    mutating func count(_ owners: [String], _ change: Int) {
      for uid in owners {
        let count = (dependents[uid] ?? 0) + change
        dependents[uid] = count > 0 ? count : nil
      }
    }

    mutating func collection(_ name: StorageName) -> Collection {
      collections[name] ?? Collection(history: EventHistory(compacted: compacted))
    }
  }

  enum Delivery {
    case event(StoreEvent, StorageName)
    /// To those watches, or to all.
    case bookmark(UInt64, Watcher?)
    case end(Watcher)
  }

  let historyLimit: Int
  let state: Lock<State>

  /// Revisions start behind `revision`, which no object has.
  package init(historyLimit: Int = 10_000, revision: UInt64 = 1) {
    self.historyLimit = historyLimit
    state = Lock(State(revision: revision, compacted: revision))
  }

  package var revision: UInt64 { state.withLock { $0.revision } }

  package func object(_ name: StorageName, namespace: String, name object: String) -> StoredObject? {
    let path = namespace.isEmpty ? object : "\(namespace)/\(object)"
    return state.withLock { $0.collections[name]?.table[path] }
  }

  /// Delivers what is in the outbox, in order.
  func deliver() {
    let isMine = state.withLock { state in
      if state.isDelivering { return false }
      state.isDelivering = true
      return true
    }
    guard isMine else { return }
    while let batch = nextBatch() {
      for (delivery, watchers) in batch { delivery.perform(watchers) }
    }
  }

  private func nextBatch() -> [(Delivery, [Watcher])]? {
    state.withLock { state in
      guard !state.outbox.isEmpty else {
        state.isDelivering = false
        return nil
      }
      let batch = state.outbox
      state.outbox = []
      return batch.map { ($0, Self.audience(of: $0, &state)) }
    }
  }

  private static func audience(of delivery: Delivery, _ state: inout sending State) -> [Watcher] {
    switch delivery {
    case .event(_, let name): Array((state.collections[name]?.watchers ?? [:]).values)
    case .bookmark(_, let watcher?), .end(let watcher): [watcher]
    case .bookmark(_, nil): state.collections.values.flatMap(\.watchers.values)
    }
  }
}

extension Store.Delivery {
  func perform(_ watchers: [Watcher]) {
    for watcher in watchers {
      switch self {
      case .event(let event, _): watcher.offer(event)
      case .bookmark(let revision, _): watcher.offerBookmark(revision)
      case .end: watcher.finish()
      }
    }
  }
}
