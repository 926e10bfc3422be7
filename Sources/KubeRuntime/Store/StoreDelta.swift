package import KubeCore

/// One change of a Store, as its subscribers get it (client-go `ResourceEventHandler`).
package enum StoreDelta<Object: Resource>: Hashable, Sendable {
  case added(Object)
  /// Re-delivered by a resync, both are the same.
  case updated(old: Object, new: Object)
  /// The last known state. With `isFinalStateUnknown` the deletion itself was missed and seen by a list later
  /// (client-go `DeletedFinalStateUnknown`): the state may be older than the deletion.
  case deleted(Object, isFinalStateUnknown: Bool)
  /// Everything that existed at the first list has been delivered. Comes once.
  case synced
}

/// Deltas in the order in which they happened.
package struct StoreBatch<Object: Resource>: Sendable {
  package var deltas: [StoreDelta<Object>]
  /// The subscriber lagged: several changes of one object came together as one. States are right, counts of changes are
  /// not.
  package var isCoalesced: Bool
  /// Some of it comes from a list or a resync: states that were found, not changes that were seen happening.
  package var isListed: Bool
}
