/// `v1.Service`.
package struct Service: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = ServiceSpec()
  package var status = ServiceStatus()

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

/// `v1.ServiceSpec`.
package struct ServiceSpec: Hashable, WireMessage {
  package var ports: [ServicePort] = []
  package var selector = Labels()
  package var clusterIP = ""
  package var type = ""
  package var externalName = ""
  package var clusterIPs: [String] = []

  package init() {}

  package static let wireFields = [
    WireField("ports", 1), WireField("selector", 2), WireField("clusterIP", 3), WireField("type", 4),
    WireField("externalName", 10), WireField("clusterIPs", 18),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.append(to: &ports)
    case 2: try reader.pairs { selector[$0] = $1 }
    case 3: clusterIP = try reader.string()
    case 4: type = try reader.string()
    case 10: externalName = try reader.string()
    case 18: try reader.append(to: &clusterIPs)
    default: break
    }
  }
}

/// `v1.ServicePort`.
package struct ServicePort: Hashable, WireMessage {
  package var name = ""
  package var `protocol` = ""
  package var port: Int32 = 0
  package var targetPort: IntOrString?
  package var nodePort: Int32 = 0

  package init() {}

  package static let wireFields = [
    WireField("name", 1), WireField("protocol", 2), WireField("port", 3), WireField("targetPort", 4),
    WireField("nodePort", 5),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: name = try reader.string()
    case 2: `protocol` = try reader.string()
    case 3: port = try reader.int32()
    case 4: targetPort = try reader.intOrString()
    case 5: nodePort = try reader.int32()
    default: break
    }
  }
}

/// `v1.ServiceStatus`.
package struct ServiceStatus: Hashable, WireMessage {
  package var loadBalancer = LoadBalancerStatus()

  package init() {}

  package static let wireFields = [WireField("loadBalancer", 1)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &loadBalancer)
    default: break
    }
  }
}

/// `v1.LoadBalancerStatus`.
package struct LoadBalancerStatus: Hashable, WireMessage {
  package var ingress: [LoadBalancerIngress] = []

  package init() {}

  package static let wireFields = [WireField("ingress", 1)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.append(to: &ingress)
    default: break
    }
  }
}

/// `v1.LoadBalancerIngress`.
package struct LoadBalancerIngress: Hashable, WireMessage {
  package var ip = ""
  package var hostname = ""
  package var ipMode: String?

  package init() {}

  package static let wireFields = [WireField("ip", 1), WireField("hostname", 2), WireField("ipMode", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: ip = try reader.string()
    case 2: hostname = try reader.string()
    case 3: ipMode = try reader.string()
    default: break
    }
  }
}
