/// `metav1.OwnerReference`.
package struct OwnerReference: Hashable, WireMessage {
  package var apiVersion = ""
  package var kind = ""
  package var name = ""
  package var uid = ""
  package var controller = false

  package init() {}

  package static let wireFields = [
    WireField("kind", 1), WireField("name", 3), WireField("uid", 4), WireField("apiVersion", 5),
    WireField("controller", 6),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: kind = try reader.string()
    case 3: name = try reader.string()
    case 4: uid = try reader.string()
    case 5: apiVersion = try reader.string()
    case 6: controller = try reader.bool()
    default: break
    }
  }
}
