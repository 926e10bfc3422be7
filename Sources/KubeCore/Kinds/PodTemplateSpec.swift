/// `v1.PodTemplateSpec`.
package struct PodTemplateSpec: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = PodSpec()

  package init() {}

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    default: break
    }
  }
}
