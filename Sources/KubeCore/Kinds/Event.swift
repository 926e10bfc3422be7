package import Support

/// `events.k8s.io/v1.Event`, without the deprecated fields that core/v1 events had.
package struct Event: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  /// When the event was first seen.
  package var eventTime: Timestamp?
  /// Set when the event has been seen more than once.
  package var series: EventSeries?
  /// Who reports: `netrisk.dev/operator`.
  package var reportingController = ""
  package var reportingInstance = ""
  /// What was done, in one word: `Analyse`.
  package var action = ""
  /// Why, in one word: `RiskDetected`.
  package var reason = ""
  /// The object that the event is about.
  package var regarding = ObjectReference()
  package var related: ObjectReference?
  /// One sentence for people.
  package var note = ""
  /// `Normal` or `Warning`.
  package var type = ""

  package init() {}

  package static let wireFields = [
    WireField("metadata", 1), WireField("eventTime", 2), WireField("series", 3), WireField("reportingController", 4),
    WireField("reportingInstance", 5), WireField("action", 6), WireField("reason", 7), WireField("regarding", 8),
    WireField("related", 9), WireField("note", 10), WireField("type", 11),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: eventTime = try reader.timestamp()
    case 3: try reader.message(into: &series)
    case 4: reportingController = try reader.string()
    case 5: reportingInstance = try reader.string()
    case 6: action = try reader.string()
    case 7: reason = try reader.string()
    case 8: try reader.message(into: &regarding)
    case 9: try reader.message(into: &related)
    case 10: note = try reader.string()
    case 11: type = try reader.string()
    default: break
    }
  }
}

/// `events.k8s.io/v1.EventSeries`.
package struct EventSeries: Hashable, WireMessage {
  package var count: Int32 = 0
  package var lastObservedTime: Timestamp?

  package init() {}

  package static let wireFields = [WireField("count", 1), WireField("lastObservedTime", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: count = try reader.int32()
    case 2: lastObservedTime = try reader.timestamp()
    default: break
    }
  }
}
