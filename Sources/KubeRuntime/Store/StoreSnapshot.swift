package import KubeCore

/// All objects of a Store at one moment.
package struct StoreSnapshot<Object: Resource>: Sendable {
  let table: ObjectTable<Object>
  /// Up to where the objects are complete; empty before the first list.
  package let resourceVersion: String

  package var count: Int { table.count }

  package subscript(namespace: String, name: String) -> Object? { table[namespace, name]?.object }

  /// The object as the store shares it.
  package func stored(_ namespace: String, _ name: String) -> StoredObject<Object>? { table[namespace, name] }

  /// All objects, in no order.
  package func visit(_ body: (Object) -> Void) { table.visit { body($0.object) } }

  /// All objects by namespace and name, for reports that must be the same each time.
  package func sorted() -> [Object] {
    var objects: [Object] = []
    objects.reserveCapacity(count)
    visit { objects.append($0) }
    return objects.sorted {
      let (left, right) = ($0.metadata, $1.metadata)
      return (left.namespace, left.name) < (right.namespace, right.name)
    }
  }
}
