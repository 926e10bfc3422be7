/// One event of a watch stream.
package enum WatchEvent<Object: Resource>: Hashable, Sendable {
  case added(Object)
  case modified(Object)
  case deleted(Object)
  /// Nothing changed up to `resourceVersion`. With `isInitialEventsEnd` all objects that existed when a streaming list
  /// began have been sent (annotation `k8s.io/initial-events-end`).
  case bookmark(resourceVersion: String, isInitialEventsEnd: Bool)
  /// The server ends the stream and says why, as with 410 `Expired`.
  case error(APIStatus)
  /// An event of an unknown type, or whose object cannot be read: it is skipped, and the resourceVersion does not
  /// advance on it (client-go `handleAnyWatch`).
  case unreadable(WireError)
}

/// `metav1.ListMeta`.
package struct ListMeta: Hashable, WireMessage {
  package var resourceVersion = ""
  /// Not empty where there are more pages.
  package var `continue` = ""
  package var remainingItemCount: Int64?

  package init() {}

  package static let wireFields = [
    WireField("resourceVersion", 2), WireField("continue", 3), WireField("remainingItemCount", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 2: resourceVersion = try reader.string()
    case 3: `continue` = try reader.string()
    case 4: remainingItemCount = try reader.int64()
    default: break
    }
  }
}

/// How objects are written on the wire.
package enum WireFormat: String, Hashable, Sendable {
  case json = "application/json"
  /// `k8s\0`, then `runtime.Unknown`; watch frames carry a length of four bytes, big endian, in front.
  case protobuf = "application/vnd.kubernetes.protobuf"
}
