/// `apps/v1.ReplicaSet`.
package struct ReplicaSet: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = ReplicaSetSpec()

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

/// `apps/v1.ReplicaSetSpec`.
package struct ReplicaSetSpec: Hashable, WireMessage {
  package var replicas: Int32?
  package var selector: LabelSelector?
  package var template = PodTemplateSpec()

  package init() {}

  package static let wireFields = [WireField("replicas", 1), WireField("selector", 2), WireField("template", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: replicas = try reader.int32()
    case 2: try reader.message(into: &selector)
    case 3: try reader.message(into: &template)
    default: break
    }
  }
}
