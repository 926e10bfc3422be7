package import KubeCore

/// What makes a controller look: changes of a store, mapped to the keys they concern.
package struct ControllerTrigger: Sendable {
  let waitUntilSynced: @Sendable () async -> Void
  let run: @Sendable (WorkQueue<ObjectKey>) async -> Void

  /// Changes of `store`; `keys` names what each concerns (controller-runtime `handler.EventHandler`).
  package init<Object: Resource>(
    _ store: Store<Object>, keys: @escaping @Sendable (StoreDelta<Object>) -> [ObjectKey]
  ) {
    waitUntilSynced = { await store.waitUntilSynced() }
    run = { queue in
      let subscriber = store.subscribe()
      while let batch = await subscriber.next() {
        for delta in batch.deltas { for key in keys(delta) { queue.add(key) } }
      }
    }
  }

  /// Each object of `store` concerns itself.
  package init<Object: Resource>(_ store: Store<Object>) {
    self.init(store) { delta in
      switch delta {
      case .added(let object), .updated(_, let object), .deleted(let object, _): [object.key]
      case .synced: []
      }
    }
  }
}
