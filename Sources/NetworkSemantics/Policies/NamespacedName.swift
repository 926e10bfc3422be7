/// Namespace and name of a policy.
package struct NamespacedName: Hashable, Comparable, Sendable {
  package let namespace: String
  package let name: String

  package init(_ namespace: String, _ name: String) {
    self.namespace = namespace
    self.name = name
  }

  package static func < (left: NamespacedName, right: NamespacedName) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}

extension NamespacedName: CustomStringConvertible {
  package var description: String { "\(namespace)/\(name)" }
}
