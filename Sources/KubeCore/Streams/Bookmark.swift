/// The object of a BOOKMARK event: of the watched kind, with nothing in it but this.
struct Bookmark: WireMessage {
  var metadata = BookmarkMeta()

  static let wireFields = [WireField("metadata", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    default: break
    }
  }
}

/// What a bookmark's `metav1.ObjectMeta` says.
struct BookmarkMeta: WireMessage {
  var resourceVersion = ""
  /// Annotation `k8s.io/initial-events-end` (KEP-3157), which ``AnnotationFilter`` does not keep on objects.
  var isInitialEventsEnd = false

  static let wireFields = [WireField("resourceVersion", 6), WireField("annotations", 12)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 6: resourceVersion = try reader.string()
    case 12:
      try reader.pairs { key, value in
        if key == "k8s.io/initial-events-end" { isInitialEventsEnd = value == "true" }
      }
    default: break
    }
  }
}
