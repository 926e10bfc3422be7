package import KubeCore
package import Support

/// One change of one object. A patch is a list of them, in the order in which they are to be made.
package struct PatchChange: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// The object is new: the whole of it.
    case create(Tree)
    /// A JSON merge patch (RFC 7386) that names no list which a strategic merge patch would merge by a key: both kinds
    /// of patch, and kustomize's, say the same with the same text. `null` removes; kustomize knows no `$retainKeys`.
    case merge(Tree)
    /// The same object in another namespace, whole; where it was it is deleted.
    case move(namespace: String)
    case delete

    /// As reports and statuses have it.
    package var name: String {
      switch self {
      case .create: "Create"
      case .merge: "Merge"
      case .move: "Move"
      case .delete: "Delete"
      }
    }

    package static let names = ["Create", "Merge", "Move", "Delete"]
  }

  package var target: SuggestedPatch.Target
  package var action: Action

  package init(_ target: SuggestedPatch.Target, _ action: Action) {
    self.target = target
    self.action = action
  }

  /// The object after the change; `nil` where there is none. An object that is there already is replaced by a new one.
  /// An object that moves is told by ``targetAfter``.
  package func applied(to original: Tree?) -> Tree? {
    switch action {
    case .create(let object): object
    case .merge(let patch): original.map { MergePatch(patch).apply(to: $0) }
    case .move(let namespace):
      original.map { MergePatch(Self.metadata(namespace)).apply(to: $0).withoutServiceAddresses }
    case .delete: nil
    }
  }

  /// Where the object is afterwards.
  package var targetAfter: SuggestedPatch.Target {
    guard case .move(let namespace) = action else { return target }
    var moved = target
    moved.key.namespace = namespace
    return moved
  }

  private static func metadata(_ namespace: String) -> Tree { ["metadata": ["namespace": .string(namespace)]] }

  /// The object, or the change of it; `nil` for a deletion.
  package var content: Tree? {
    switch action {
    case .create(let tree), .merge(let tree): tree
    case .move(let namespace): Self.metadata(namespace)
    case .delete: nil
    }
  }
}

extension SuggestedPatch.Target {
  package init(_ kind: ObjectKind, namespace: String, name: String) {
    self.init(
      apiVersion: kind.apiVersion, key: ObjectKey(kind: kind.rawValue, namespace: namespace, name: name))
  }
}

extension Tree {
  /// What the server gives a Service and no other may have at the same time.
  static let serviceAddresses = ["clusterIP", "clusterIPs", "healthCheckNodePort"]

  /// A Service without the addresses that the server has given it; `clusterIP: None` is its author's.
  var withoutServiceAddresses: Tree {
    guard self["kind"] == .string(ObjectKind.service.rawValue), let spec = self["spec"], spec["clusterIP"] != "None"
    else { return self }
    var object = self
    for name in Self.serviceAddresses { object["spec"]?[name] = nil }
    return object
  }
}
