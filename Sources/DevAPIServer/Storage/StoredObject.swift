internal import KubeCore
package import Support

/// One version of one object; it never changes.
///
/// It is kept as the bytes that lists and watches send, not as a tree: 100,000 pods must fit. A tree is read from them
/// where one is needed, which is on writes.
package final class StoredObject: Sendable {
  /// Empty for cluster-scoped objects.
  package let namespace: String
  package let name: String
  package let uid: String
  package let revision: UInt64
  package let labels: [String: String]
  /// What field selectors may ask for, besides name and namespace.
  package let fields: [String: String]
  /// The uids of its owners.
  package let owners: [String]
  /// The object in JSON without `apiVersion` and `kind`, which depend on the version that is asked for.
  package let body: [UInt8]
  private let other: Lock<[UInt8]?>

  init(_ draft: ObjectDraft, revision: UInt64) {
    namespace = draft.namespace
    name = draft.name
    uid = draft.uid
    labels = draft.labels
    fields = draft.fields
    owners = draft.owners
    self.revision = revision
    body = draft.body(revision: revision)
    other = Lock(draft.message?(revision))
  }

  /// Its place in order: `namespace/name`, as etcd's keys sort.
  package var path: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  /// The object as a tree, without `apiVersion` and `kind`.
  package var tree: Tree {
    // The bytes were written by this process from a tree.
    let read = try? JSONReader.read(body) { (reader) throws(WireError) in try reader.tree() }
    return read ?? .object([])
  }

  /// The object in a second form, made once by `encode` and kept.
  func cached(_ encode: () -> [UInt8]) -> [UInt8] {
    if let bytes = other.withLock({ $0 }) { return bytes }
    let bytes = encode()
    other.withLock { $0 = bytes }
    return bytes
  }
}
