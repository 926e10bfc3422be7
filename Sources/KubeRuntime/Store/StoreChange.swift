package import KubeCore

/// One event of a watch that changes a Store.
package enum StoreChange<Object: Resource>: Hashable, Sendable {
  case upsert(Object)
  /// The object as the event carried it, with the resourceVersion of its deletion.
  case delete(Object)
}
