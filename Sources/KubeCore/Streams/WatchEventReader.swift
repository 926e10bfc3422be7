/// Reads one event of a watch from the bytes of its frame.
///
/// Source of what is skipped and what ends the stream: client-go `handleAnyWatch`, `watch.StreamWatcher`.
struct WatchEventReader<Object: Resource> {
  var interner: StringInterner
  private var parts = PartInterner()
  let expected = Object.wireType

  init(interner: StringInterner) { self.interner = interner }

  /// `metav1.WatchEvent.type`.
  enum Kind: String {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
    case bookmark = "BOOKMARK"
    case error = "ERROR"
  }

  static func kind(_ text: String, offset: Int) throws(WireError) -> Kind {
    guard let kind = Kind(rawValue: text) else {
      throw WireError(
        expected: "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR", found: WireError.quoted(text), offset: offset)
    }
    return kind
  }

  /// The event with its object's parts shared with those before.
  mutating func shared(_ event: consuming WatchEvent<Object>) -> WatchEvent<Object> {
    switch consume event {
    case .added(var object):
      object.shareParts(&parts)
      return .added(object)
    case .modified(var object):
      object.shareParts(&parts)
      return .modified(object)
    case let other: return other
    }
  }

  static func versioned(_ object: Object, offset: Int) throws(WireError) -> Object {
    try requireVersion(object.metadata.resourceVersion, offset)
    return object
  }

  static func bookmark(_ object: Bookmark, offset: Int) throws(WireError) -> WatchEvent<Object> {
    try requireVersion(object.metadata.resourceVersion, offset)
    return .bookmark(
      resourceVersion: object.metadata.resourceVersion, isInitialEventsEnd: object.metadata.isInitialEventsEnd)
  }

  /// A watch resumes from an event's version: one without would make it start anew.
  private static func requireVersion(_ version: String, _ offset: Int) throws(WireError) {
    guard !version.isEmpty else {
      throw WireError(expected: "a resourceVersion", found: "none", offset: offset, path: [.field("metadata")])
    }
  }

  /// An ERROR ends the stream whatever its object is; client-go makes a Status of its own too (`ClientErrorReporter`).
  static func unreadableStatus(_ error: WireError) -> APIStatus {
    var status = APIStatus()
    status.status = "Failure"
    status.reason = "InternalError"
    status.code = 500
    status.message = "unable to decode an event from the watch stream: \(error.message)"
    var cause = APIStatusCause()
    cause.reason = "ClientWatchDecoding"
    cause.message = error.message
    status.details.causes = [cause]
    return status
  }
}
