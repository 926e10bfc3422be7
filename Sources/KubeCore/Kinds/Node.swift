/// `v1.Node`.
package struct Node: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = NodeSpec()
  package var status = NodeStatus()

  package init() {}

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2), WireField("status", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    case 3: try reader.message(into: &status)
    default: break
    }
  }
}

/// `v1.NodeSpec`.
package struct NodeSpec: Hashable, WireMessage {
  package var podCIDR = ""
  package var unschedulable = false
  package var taints: [Taint] = []
  package var podCIDRs: [String] = []

  package init() {}

  package static let wireFields = [
    WireField("podCIDR", 1), WireField("unschedulable", 4), WireField("taints", 5), WireField("podCIDRs", 7),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: podCIDR = try reader.string()
    case 4: unschedulable = try reader.bool()
    case 5: try reader.append(to: &taints)
    case 7: try reader.append(to: &podCIDRs)
    default: break
    }
  }
}

/// `v1.NodeStatus`.
package struct NodeStatus: Hashable, WireMessage {
  package var addresses: [NodeAddress] = []
  package var nodeInfo = NodeSystemInfo()

  package init() {}

  package static let wireFields = [WireField("addresses", 5), WireField("nodeInfo", 7)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 5: try reader.append(to: &addresses)
    case 7: try reader.message(into: &nodeInfo)
    default: break
    }
  }
}

/// `v1.NodeAddress`.
package struct NodeAddress: Hashable, WireMessage {
  /// `InternalIP`, `ExternalIP`, `Hostname`, …
  package var type = ""
  package var address = ""

  package init() {}

  package static let wireFields = [WireField("type", 1), WireField("address", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: type = try reader.string()
    case 2: address = try reader.string()
    default: break
    }
  }
}

/// `v1.NodeSystemInfo`.
package struct NodeSystemInfo: Hashable, WireMessage {
  package var kernelVersion = ""
  package var osImage = ""
  package var kubeletVersion = ""

  package init() {}

  package static let wireFields = [
    WireField("kernelVersion", 4), WireField("osImage", 5), WireField("kubeletVersion", 7),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 4: kernelVersion = try reader.string()
    case 5: osImage = try reader.string()
    case 7: kubeletVersion = try reader.string()
    default: break
    }
  }
}

/// `v1.Taint`.
package struct Taint: Hashable, WireMessage {
  package var key = ""
  package var value = ""
  package var effect = ""

  package init() {}

  package static let wireFields = [WireField("key", 1), WireField("value", 2), WireField("effect", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: key = try reader.string()
    case 2: value = try reader.string()
    case 3: effect = try reader.string()
    default: break
    }
  }
}
