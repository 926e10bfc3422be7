/// `apps/v1.Deployment`.
package struct Deployment: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = DeploymentSpec()

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

/// `apps/v1.DeploymentSpec`.
package struct DeploymentSpec: Hashable, WireMessage {
  package var replicas: Int32?
  package var selector: LabelSelector?
  package var template = PodTemplateSpec()
  package var strategy = DeploymentStrategy()

  package init() {}

  package static let wireFields = [
    WireField("replicas", 1), WireField("selector", 2), WireField("template", 3), WireField("strategy", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: replicas = try reader.int32()
    case 2: try reader.message(into: &selector)
    case 3: try reader.message(into: &template)
    case 4: try reader.message(into: &strategy)
    default: break
    }
  }
}

/// `apps/v1.DeploymentStrategy`.
package struct DeploymentStrategy: Hashable, WireMessage {
  /// `Recreate` or `RollingUpdate`.
  package var type = ""
  package var rollingUpdate: RollingUpdateDeployment?

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

/// `apps/v1.RollingUpdateDeployment`.
package struct RollingUpdateDeployment: Hashable, WireMessage {
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
