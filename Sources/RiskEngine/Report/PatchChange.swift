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
    case delete
  }

  package var target: SuggestedPatch.Target
  package var action: Action

  package init(_ target: SuggestedPatch.Target, _ action: Action) {
    self.target = target
    self.action = action
  }

  /// The object after the change; `nil` where there is none. An object that is there already is replaced by a new one.
  package func applied(to original: Tree?) -> Tree? {
    switch action {
    case .create(let object): object
    case .merge(let patch): original.map { MergePatch(patch).apply(to: $0) }
    case .delete: nil
    }
  }

  /// What a patch file holds: the object, or the change of it; `nil` for a deletion.
  package var content: Tree? {
    switch action {
    case .create(let tree), .merge(let tree): tree
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
