/// `v1.ConfigMap`, without `binaryData`.
package struct ConfigMap: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  /// Sorted by key; the values may be long texts.
  package var data = Labels()

  package init() {}

  package static let wireFields = [WireField("metadata", 1), WireField("data", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.pairs { data[$0] = $1 }
    default: break
    }
  }
}
