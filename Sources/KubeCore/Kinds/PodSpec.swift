/// `v1.PodSpec`, of a pod or of a template.
package struct PodSpec: Hashable, WireMessage {
  package var containers: [Container] = []
  package var restartPolicy = ""
  package var dnsPolicy = ""
  package var nodeSelector = Labels()
  package var serviceAccountName = ""
  package var nodeName = ""
  package var hostNetwork = false
  package var initContainers: [Container] = []
  package var tolerations: [Toleration] = []

  package init() {}

  package static let wireFields = [
    WireField("containers", 2), WireField("restartPolicy", 3), WireField("dnsPolicy", 6), WireField("nodeSelector", 7),
    WireField("serviceAccountName", 8), WireField("nodeName", 10), WireField("hostNetwork", 11),
    WireField("initContainers", 20), WireField("tolerations", 22),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 2: try reader.append(to: &containers)
    case 3: restartPolicy = try reader.string()
    case 6: dnsPolicy = try reader.string()
    case 7: try reader.pairs { nodeSelector[$0] = $1 }
    case 8: serviceAccountName = try reader.string()
    case 10: nodeName = try reader.string()
    case 11: hostNetwork = try reader.bool()
    case 20: try reader.append(to: &initContainers)
    case 22: try reader.append(to: &tolerations)
    default: break
    }
  }
}

/// `v1.Toleration`.
package struct Toleration: Hashable, WireMessage {
  package var key = ""
  package var `operator` = ""
  package var value = ""
  package var effect = ""

  package init() {}

  package static let wireFields = [
    WireField("key", 1), WireField("operator", 2), WireField("value", 3), WireField("effect", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: key = try reader.string()
    case 2: `operator` = try reader.string()
    case 3: value = try reader.string()
    case 4: effect = try reader.string()
    default: break
    }
  }
}
