/// Which object: kind, namespace and name. Orders by kind, then namespace, then name.
package struct ObjectKey: Hashable, Comparable, Sendable {
  /// The kind's name; any kind, since an owner need not be one that NetRisk reads.
  package var kind: String
  /// Empty for cluster-scoped objects.
  package var namespace: String
  package var name: String

  package init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  package init(_ kind: ObjectKind, _ metadata: ObjectMeta) {
    self.init(kind: kind.rawValue, namespace: metadata.namespace, name: metadata.name)
  }

  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
  }
}

extension ObjectKey: CustomStringConvertible {
  /// `CronJob infra/home-ip-updater`, `Node node1`.
  package var description: String { "\(kind) \(namespace.isEmpty ? "" : namespace + "/")\(name)" }
}
