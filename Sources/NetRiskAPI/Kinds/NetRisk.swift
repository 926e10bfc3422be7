package import KubeCore
package import Support

/// `netrisk.dev/v1alpha1.NetRisk`: the risk of one workload, asked for by a person or made by discovery.
package struct NetRisk: Resource {
  package var metadata = ObjectMeta()
  package var spec = NetRiskSpec()
  package var status = StatusHead()
  /// The status with everything in it; `nil` where there is none yet.
  package var statusTree: Tree?

  package init() {}

  package static let resource = APIResource(
    group: NetRiskAPI.group, version: NetRiskAPI.version, plural: "netrisks", kind: "NetRisk", isNamespaced: true,
    hasProtobuf: false)

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2), WireField("status", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    case 3: statusTree = try reader.messageWithTree(into: &status)
    default: break
    }
  }

  package mutating func shareParts(_ parts: inout PartInterner) {}

  /// Whether discovery made it.
  package var isDiscovered: Bool { metadata.labels[NetRiskAPI.managedByLabel] == NetRiskAPI.managedBy }
}

/// `netrisk.dev/v1alpha1.ClusterNetRisk`: what holds for the cluster as a whole; one object named `cluster`.
package struct ClusterNetRisk: Resource {
  package var metadata = ObjectMeta()
  package var spec = ClusterNetRiskSpec()
  package var status = StatusHead()
  package var statusTree: Tree?

  package init() {}

  package static let resource = APIResource(
    group: NetRiskAPI.group, version: NetRiskAPI.version, plural: "clusternetrisks", kind: "ClusterNetRisk",
    isNamespaced: false, hasProtobuf: false)

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2), WireField("status", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    case 3: statusTree = try reader.messageWithTree(into: &status)
    default: break
    }
  }

  package mutating func shareParts(_ parts: inout PartInterner) {}
}

/// What of a status is asked of, beside comparing it whole.
package struct StatusHead: Hashable, WireMessage {
  package var observedGeneration: Int64 = 0
  package var lastHandledRequest = ""

  package init() {}

  package static let wireFields = [WireField("observedGeneration", 1), WireField("lastHandledRequest", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: observedGeneration = try reader.int64()
    case 2: lastHandledRequest = try reader.string()
    default: break
    }
  }
}
