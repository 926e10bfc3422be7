internal import Support

/// Makes the frames of one kind of watch.
struct WatchFrame: Sendable {
  enum EventType: String, Hashable, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
    case bookmark = "BOOKMARK"
    case error = "ERROR"
  }

  struct Key: Hashable, Sendable {
    var type: EventType
    var representation: Representation
  }

  let encoder: ObjectEncoder

  func added(_ object: StoredObject) -> [UInt8] { encoder.frame(.added, encoder.bytes(object)) }

  func frame(_ event: StoreEvent, _ type: EventType) -> [UInt8] {
    // The ages in a table's row are true once.
    if encoder.representation.view == .table { return encoder.frame(type, encoder.bytes(shown(event, type))) }
    return event.frame(Key(type: type, representation: encoder.representation)) {
      encoder.frame(type, encoder.bytes(shown(event, type)))
    }
  }

  /// What a watch shows of an object that has left its selection: the last state that it knew, under the revision of
  /// the change (apiserver, cacher/cache_watcher.go, `getMutableObject`).
  private func shown(_ event: StoreEvent, _ type: EventType) -> StoredObject {
    guard type == .deleted, !event.isDeletion, let previous = event.previous else { return event.object }
    return StoredObject(ObjectDraft(of: previous), revision: event.revision)
  }

  func bookmark(_ revision: UInt64, isInitialEnd: Bool) -> [UInt8] {
    encoder.frame(.bookmark, encoder.bookmark(revision, isInitialEnd: isInitialEnd))
  }

  func error(_ status: StatusError) -> [UInt8] { encoder.frame(.error, encoder.status(status)) }
}
