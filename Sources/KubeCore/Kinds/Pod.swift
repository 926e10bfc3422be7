/// `v1.Pod`.
package struct Pod: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = PodSpec()
  package var status = PodStatus()

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

/// `v1.PodStatus`.
package struct PodStatus: Hashable, WireMessage {
  /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`; empty before the first status.
  package var phase = ""
  package var hostIP = ""
  package var podIP = ""
  package var podIPs: [PodIP] = []

  package init() {}

  package static let wireFields = [
    WireField("phase", 1), WireField("hostIP", 5), WireField("podIP", 6), WireField("podIPs", 12),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: phase = try reader.string()
    case 5: hostIP = try reader.string()
    case 6: podIP = try reader.string()
    case 12: try reader.append(to: &podIPs)
    default: break
    }
  }
}

/// `v1.PodIP`.
package struct PodIP: Hashable, WireMessage {
  package var ip = ""

  package init() {}

  package static let wireFields = [WireField("ip", 1)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: ip = try reader.string()
    default: break
    }
  }
}
