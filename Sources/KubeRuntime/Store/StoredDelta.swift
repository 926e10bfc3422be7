import KubeCore

/// A delta on its way: references instead of copies.
enum StoredDelta<Object: Resource>: Sendable {
  case added(StoredObject<Object>)
  case updated(old: StoredObject<Object>, new: StoredObject<Object>)
  case deleted(StoredObject<Object>, isFinalStateUnknown: Bool)
  case synced

  var delivered: StoreDelta<Object> {
    switch self {
    case .added(let new): .added(new.object)
    case .updated(let old, let new): .updated(old: old.object, new: new.object)
    case .deleted(let last, let isFinalStateUnknown):
      .deleted(last.object, isFinalStateUnknown: isFinalStateUnknown)
    case .synced: .synced
    }
  }

  /// The object it is about; `nil` for ``synced``.
  var subject: StoredObject<Object>? {
    switch self {
    case .added(let new): new
    case .updated(_, let new): new
    case .deleted(let last, _): last
    case .synced: nil
    }
  }

  /// This delta and a later one about the same object as one: `nil` where they cancel out. Deltas that do not follow
  /// each other (added twice) fold to the later one.
  func folded(with later: StoredDelta) -> StoredDelta? {
    switch (self, later) {
    case (.added, .updated(_, let new)): .added(new)
    case (.added, .deleted): nil
    case (.updated(let old, _), .updated(_, let new)): .updated(old: old, new: new)
    case (.deleted(let last, _), .added(let new)) where last.object.metadata.uid == new.object.metadata.uid:
      .updated(old: last, new: new)
    default: later
    }
  }
}
