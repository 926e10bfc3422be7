package import KubeCore

/// One object as a Store keeps it: shared by the store, its snapshots and the deltas on their way, never copied.
package final class StoredObject<Object: Resource>: Sendable {
  package let object: Object
  /// Of namespace and name; kept because asking a slim kind for its metadata copies them.
  let hash: Int

  package init(_ object: Object) {
    self.object = object
    let metadata = object.metadata
    hash = Self.hash(namespace: metadata.namespace, name: metadata.name)
  }

  /// The next state of an object; it shares with `old` what has not changed.
  init(_ object: Object, after old: StoredObject) {
    var object = object
    object.keepParts(of: old.object)
    self.object = object
    hash = old.hash
  }

  /// Seeded per process (`Hasher`): names come from whoever may create objects.
  static func hash(namespace: String, name: String) -> Int {
    var hasher = Hasher()
    hasher.combine(namespace)
    hasher.combine(name)
    return hasher.finalize()
  }

  /// Whether this is the same object in the same state.
  func isSame(as other: ObjectMeta) -> Bool {
    let mine = object.metadata
    return mine.resourceVersion == other.resourceVersion && mine.uid == other.uid && !mine.resourceVersion.isEmpty
  }
}
