/// `discovery/v1.EndpointSlice`.
package struct EndpointSlice: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var endpoints: [Endpoint] = []
  package var ports: [Port] = []
  package var addressType = ""

  package init() {}

  package static let wireFields = [
    WireField("metadata", 1), WireField("endpoints", 2), WireField("ports", 3), WireField("addressType", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.append(to: &endpoints)
    case 3: try reader.append(to: &ports)
    case 4: addressType = try reader.string()
    default: break
    }
  }
}

extension EndpointSlice {
  /// `discovery/v1.Endpoint`.
  package struct Endpoint: Hashable, WireMessage {
    package var addresses: [String] = []
    package var conditions = Conditions()
    package var targetRef: ObjectReference?
    package var nodeName: String?

    package init() {}

    package static let wireFields = [
      WireField("addresses", 1), WireField("conditions", 2), WireField("targetRef", 4), WireField("nodeName", 6),
    ]

    package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
      switch field {
      case 1: try reader.append(to: &addresses)
      case 2: try reader.message(into: &conditions)
      case 4: try reader.message(into: &targetRef)
      case 6: nodeName = try reader.string()
      default: break
      }
    }
  }

  /// `discovery/v1.EndpointConditions`; an absent `ready` or `serving` counts as true, an absent `terminating` as false.
  package struct Conditions: Hashable, WireMessage {
    package var ready: Bool?
    package var serving: Bool?
    package var terminating: Bool?

    package init() {}

    package static let wireFields = [WireField("ready", 1), WireField("serving", 2), WireField("terminating", 3)]

    package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
      switch field {
      case 1: ready = try reader.bool()
      case 2: serving = try reader.bool()
      case 3: terminating = try reader.bool()
      default: break
      }
    }
  }

  /// `discovery/v1.EndpointPort`.
  package struct Port: Hashable, WireMessage {
    package var name: String?
    package var `protocol`: String?
    package var port: Int32?

    package init() {}

    package static let wireFields = [WireField("name", 1), WireField("protocol", 2), WireField("port", 3)]

    package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
      switch field {
      case 1: name = try reader.string()
      case 2: `protocol` = try reader.string()
      case 3: port = try reader.int32()
      default: break
      }
    }
  }
}
