package import KubeCore
import Support

/// A list on its way into a Store, invisible until it is complete.
///
/// Objects that the store already holds in the same state are taken from there, so that a relist costs memory for what
/// is new and for references to the rest.
package struct StoreReplacement<Object: Resource>: Sendable {
  private let current: ObjectTable<Object>
  private(set) var table = ObjectTable<Object>()

  package init(over store: Store<Object>) { current = store.state.withLock { $0.table } }

  package var count: Int { table.count }

  package mutating func insert(_ object: Object) {
    let metadata = object.metadata
    guard let old = current[metadata.namespace, metadata.name] else {
      table.insert(StoredObject(object))
      return
    }
    table.insert(old.isSame(as: metadata) ? old : StoredObject(object, after: old))
  }

  package mutating func remove(_ object: Object) {
    let metadata = object.metadata
    table.remove(namespace: metadata.namespace, name: metadata.name)
  }
}

extension Store {
  /// Swaps everything for a complete list in one step (rule L4), telling subscribers what came, changed and vanished.
  package func replace(with replacement: StoreReplacement<Object>, resourceVersion: String) {
    state.withLock { state in
      var deltas: [StoredDelta<Object>] = []
      let (old, new) = (state.table, replacement.table)
      old.visit { stored in
        if new.counterpart(of: stored) == nil { deltas.append(.deleted(stored, isFinalStateUnknown: true)) }
      }
      new.visit { stored in
        guard let known = old.counterpart(of: stored) else {
          deltas.append(.added(stored))
          return
        }
        if known !== stored { deltas.append(contentsOf: StoredDelta.change(from: known, to: stored)) }
      }
      state.table = new
      state.resourceVersion = resourceVersion
      state.graves.clear()
      if !state.isSynced {
        state.isSynced = true
        deltas.append(.synced)
      }
      state.publish(deltas, isListed: true)
    }
    openGate()
  }
}
