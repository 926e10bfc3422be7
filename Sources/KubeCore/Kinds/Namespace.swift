/// `v1.Namespace`.
package struct Namespace: Hashable, WireMessage {
  package var metadata = ObjectMeta()

  package init() {}

  package static let wireFields = [WireField("metadata", 1)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    default: break
    }
  }
}
