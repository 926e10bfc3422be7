/// `v1.Container`.
package struct Container: Hashable, WireMessage {
  package var name = ""
  package var image = ""
  package var command: [String] = []
  package var args: [String] = []
  package var ports: [ContainerPort] = []
  /// `Always` on an init container makes it a sidecar.
  package var restartPolicy = ""

  package init() {}

  package static let wireFields = [
    WireField("name", 1), WireField("image", 2), WireField("command", 3), WireField("args", 4), WireField("ports", 6),
    WireField("restartPolicy", 24),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: name = try reader.string()
    case 2: image = try reader.string()
    case 3: try reader.append(to: &command)
    case 4: try reader.append(to: &args)
    case 6: try reader.append(to: &ports)
    case 24: restartPolicy = try reader.string()
    default: break
    }
  }
}

/// `v1.ContainerPort`.
package struct ContainerPort: Hashable, WireMessage {
  package var name = ""
  package var hostPort: Int32 = 0
  package var containerPort: Int32 = 0
  /// `TCP`, `UDP` or `SCTP`; the API server sets `TCP` where it is left out.
  package var `protocol` = ""

  package init() {}

  package static let wireFields = [
    WireField("name", 1), WireField("hostPort", 2), WireField("containerPort", 3), WireField("protocol", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: name = try reader.string()
    case 2: hostPort = try reader.int32()
    case 3: containerPort = try reader.int32()
    case 4: `protocol` = try reader.string()
    default: break
    }
  }
}
