package import KubeCore

/// Which source a change is charged to.
package enum ChurnAttribution {
  /// Pods are charged to their root owner, NetworkPolicy writes to the manager that made them, namespaces to
  /// themselves.
  ///
  /// A deleted NetworkPolicy names nobody who deleted it: it is charged to the policy.
  package static func source(of change: ObjectChange, owners: RootOwners) -> ChurnSource {
    let state = change.state
    switch (change, state.detail) {
    case (_, .pod):
      return .object(owners.root(of: state.key, labels: state.labels, controller: state.controller).key)
    case (.added, .networkPolicy(_, let managers)):
      return writer(before: [], after: managers).map(ChurnSource.fieldManager) ?? .object(state.key)
    case (.updated(let old, _), .networkPolicy(_, let managers)):
      var before: [ManagedFieldsEntry] = []
      if case .networkPolicy(_, let entries) = old.detail { before = entries }
      return writer(before: before, after: managers).map(ChurnSource.fieldManager) ?? .object(state.key)
    default:
      return .object(state.key)
    }
  }

  /// The manager whose entry is new or whose time moved; the latest of several. Times are whole seconds: where a second
  /// write falls into the same one nothing moves, and the latest entry stands for the writer.
  package static func writer(before: [ManagedFieldsEntry], after: [ManagedFieldsEntry]) -> String? {
    let moved = after.filter { !before.contains($0) }
    let candidates = (moved.isEmpty ? after : moved).filter { !$0.manager.isEmpty }
    return candidates.min { left, right in
      switch (left.time, right.time) {
      case (.some(let leftTime), .some(let rightTime)) where leftTime != rightTime: leftTime > rightTime
      case (.some, nil): true
      case (nil, .some): false
      default: left.manager < right.manager
      }
    }?.manager
  }

  /// Whether this is a NetworkPolicy update that left the spec as it was: the API server raises `generation` with every
  /// change of the spec. Such a rewrite makes every node sync for nothing (NR105).
  package static func isUnchangedRewrite(_ change: ObjectChange) -> Bool {
    guard case .updated(let old, let new) = change,
      case .networkPolicy(let before, _) = old.detail, case .networkPolicy(let after, _) = new.detail
    else { return false }
    return before > 0 && before == after && old.uid == new.uid
  }
}
