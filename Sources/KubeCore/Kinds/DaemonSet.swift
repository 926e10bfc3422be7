/// `apps/v1.DaemonSet`.
package struct DaemonSet: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = DaemonSetSpec()
  package var status = DaemonSetStatus()

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

/// `apps/v1.DaemonSetSpec`.
package struct DaemonSetSpec: Hashable, WireMessage {
  package var selector: LabelSelector?
  package var template = PodTemplateSpec()
  package var updateStrategy = DaemonSetUpdateStrategy()

  package init() {}

  package static let wireFields = [
    WireField("selector", 1), WireField("template", 2), WireField("updateStrategy", 3),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &selector)
    case 2: try reader.message(into: &template)
    case 3: try reader.message(into: &updateStrategy)
    default: break
    }
  }
}

/// `apps/v1.DaemonSetUpdateStrategy`.
package struct DaemonSetUpdateStrategy: Hashable, WireMessage {
  /// `RollingUpdate` or `OnDelete`.
  package var type = ""
  package var rollingUpdate: RollingUpdateDaemonSet?

  package init() {}

  package static let wireFields = [WireField("type", 1), WireField("rollingUpdate", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: type = try reader.string()
    case 2: try reader.message(into: &rollingUpdate)
    default: break
    }
  }
}

/// `apps/v1.RollingUpdateDaemonSet`.
package struct RollingUpdateDaemonSet: Hashable, WireMessage {
  package var maxUnavailable: IntOrString?
  package var maxSurge: IntOrString?

  package init() {}

  package static let wireFields = [WireField("maxUnavailable", 1), WireField("maxSurge", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: maxUnavailable = try reader.intOrString()
    case 2: maxSurge = try reader.intOrString()
    default: break
    }
  }
}

/// `apps/v1.DaemonSetStatus`.
package struct DaemonSetStatus: Hashable, WireMessage {
  package var desiredNumberScheduled: Int32 = 0

  package init() {}

  package static let wireFields = [WireField("desiredNumberScheduled", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 3: desiredNumberScheduled = try reader.int32()
    default: break
    }
  }
}
