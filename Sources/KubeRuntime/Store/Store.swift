package import KubeCore
import Support

/// The objects of one resource as the server last told them (client-go `Store`, `Indexer`).
///
/// One Reflector writes; everybody reads snapshots, which cost nothing to take and never change. Subscribers get every
/// change in order, each at its own pace. An object never goes back to an older state (see ``ResourceVersion``).
package final class Store<Object: Resource>: Sendable {
  struct State: Sendable {
    var table = ObjectTable<Object>()
    /// Up to where the objects are complete; empty before the first list.
    var resourceVersion = ""
    var isSynced = false
    var graves = Graves()
    var subscriptions: [Subscription] = []
  }

  struct Subscription: Sendable {
    weak let subscriber: StoreSubscriber<Object>?
  }

  let state = Lock(State())
  private let synced = Gate()

  package init() {}

  /// Everything at this moment.
  package func snapshot() -> StoreSnapshot<Object> {
    state.withLock { StoreSnapshot(table: $0.table, resourceVersion: $0.resourceVersion) }
  }

  package subscript(namespace: String, name: String) -> Object? {
    state.withLock { $0.table[namespace, name] }?.object
  }

  package var count: Int { state.withLock { $0.table.count } }

  /// Whether the first list has been applied.
  package var isSynced: Bool { state.withLock { $0.isSynced } }

  /// Returns when the first list has been applied, or when the task is cancelled.
  package func waitUntilSynced() async { await synced.wait() }

  /// A subscriber that first gets what exists as `added`, and `synced` once the first list has been applied.
  ///
  /// It ends with its last reference. Beyond `limit` undelivered deltas those of one object come together.
  package func subscribe(limit: Int = 10_000) -> StoreSubscriber<Object> {
    let subscriber = StoreSubscriber<Object>(limit: limit)
    state.withLock { state in
      var deltas = state.table.all.map(StoredDelta.added)
      if state.isSynced { deltas.append(.synced) }
      subscriber.publish(deltas, isListed: true)
      state.subscriptions.append(Subscription(subscriber: subscriber))
    }
    return subscriber
  }

  /// Applies events of a watch in order; says how many were news.
  @discardableResult
  package func apply(_ changes: [StoreChange<Object>]) -> Int {
    state.withLock { state in
      var deltas: [StoredDelta<Object>] = []
      deltas.reserveCapacity(changes.count)
      for change in changes { state.apply(change, &deltas) }
      state.publish(deltas, isListed: false)
      return deltas.count
    }
  }

  /// Notes that the objects are complete up to this resourceVersion.
  package func advance(to resourceVersion: String) {
    state.withLock { $0.resourceVersion = resourceVersion }
  }

  /// Delivers every object again as `updated` with itself (client-go `Resync`): for subscribers that depend on more than
  /// the objects. Asks the server nothing.
  package func resync() {
    state.withLock { state in
      state.publish(state.table.all.map { .updated(old: $0, new: $0) }, isListed: true)
    }
  }

  func openGate() { synced.open() }
}

extension Store.State {
  mutating func publish(_ deltas: [StoredDelta<Object>], isListed: Bool) {
    guard !deltas.isEmpty else { return }
    var hasEnded = false
    for subscription in subscriptions {
      guard let subscriber = subscription.subscriber else {
        hasEnded = true
        continue
      }
      subscriber.publish(deltas, isListed: isListed)
    }
    if hasEnded { subscriptions.removeAll { $0.subscriber == nil } }
  }

  mutating func apply(_ change: StoreChange<Object>, _ deltas: inout [StoredDelta<Object>]) {
    switch change {
    case .upsert(let object): upsert(object, &deltas)
    case .delete(let object): delete(object, &deltas)
    }
  }

  private mutating func upsert(_ object: Object, _ deltas: inout [StoredDelta<Object>]) {
    let metadata = object.metadata
    guard let old = table[metadata.namespace, metadata.name] else {
      let stored = StoredObject(object)
      guard !graves.holds(stored, metadata) else { return }
      table.insert(stored)
      deltas.append(.added(stored))
      return
    }
    let known = old.object.metadata
    guard !old.isSame(as: metadata), !ResourceVersion.isOlder(metadata.resourceVersion, than: known.resourceVersion)
    else { return }
    let stored = StoredObject(object, after: old)
    table.insert(stored)
    deltas.append(contentsOf: StoredDelta.change(from: old, to: stored))
  }

  private mutating func delete(_ object: Object, _ deltas: inout [StoredDelta<Object>]) {
    let metadata = object.metadata
    guard let old = table[metadata.namespace, metadata.name],
      !ResourceVersion.isOlder(metadata.resourceVersion, than: old.object.metadata.resourceVersion)
    else { return }
    table.remove(namespace: metadata.namespace, name: metadata.name)
    let last = StoredObject(object)
    graves.dig(last, metadata)
    deltas.append(.deleted(last, isFinalStateUnknown: false))
  }
}

extension StoredDelta {
  /// What became of an object. Another uid is another object: the old one was deleted unseen.
  static func change(from old: StoredObject<Object>, to new: StoredObject<Object>) -> [StoredDelta] {
    old.object.metadata.uid == new.object.metadata.uid
      ? [.updated(old: old, new: new)] : [.deleted(old, isFinalStateUnknown: true), .added(new)]
  }
}
