/// `v1.ObjectReference`.
package struct ObjectReference: Hashable, WireMessage {
  package var kind = ""
  package var namespace = ""
  package var name = ""
  package var uid = ""
  /// Empty where the API server was not told.
  package var apiVersion = ""

  package init() {}

  package static let wireFields = [
    WireField("kind", 1), WireField("namespace", 2), WireField("name", 3), WireField("uid", 4),
    WireField("apiVersion", 5),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: kind = try reader.string()
    case 2: namespace = try reader.string()
    case 3: name = try reader.string()
    case 4: uid = try reader.string()
    case 5: apiVersion = try reader.string()
    default: break
    }
  }
}
