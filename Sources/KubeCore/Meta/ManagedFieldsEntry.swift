package import Support

/// Who last wrote an object, as `metav1.ManagedFieldsEntry` says; the set of fields is not kept.
package struct ManagedFieldsEntry: Hashable, WireMessage {
  package var manager = ""
  /// `Apply` or `Update`.
  package var operation = ""
  package var time: Timestamp?

  package init() {}

  package static let wireFields = [WireField("manager", 1), WireField("operation", 2), WireField("time", 4)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: manager = try reader.string()
    case 2: operation = try reader.string()
    case 4: time = try reader.timestamp()
    default: break
    }
  }
}
