package import KubeCore

/// `NetRiskSpec`: exactly one of ``workloadRef`` and ``podSelector``, which the CRD holds.
package struct NetRiskSpec: Hashable, WireMessage {
  package var workloadRef: WorkloadReference?
  package var podSelector: LabelSelector?
  /// `Auto`, `Chatty` or `Quiet`; empty is `Auto`.
  package var profile = ""
  package var budget = ChurnBudget()
  package var ignore: [IgnoredFinding] = []
  package var suspend = false

  package init() {}

  package static let wireFields = [
    WireField("workloadRef", 1), WireField("podSelector", 2), WireField("profile", 3), WireField("budget", 4),
    WireField("ignore", 5), WireField("suspend", 6),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &workloadRef)
    case 2: try reader.message(into: &podSelector)
    case 3: profile = try reader.string()
    case 4: try reader.message(into: &budget)
    case 5: try reader.append(to: &ignore)
    case 6: suspend = try reader.bool()
    default: break
    }
  }
}

/// `ClusterNetRiskSpec`.
package struct ClusterNetRiskSpec: Hashable, WireMessage {
  package var budget = ChurnBudget()
  package var ignore: [IgnoredFinding] = []
  package var suspend = false

  package init() {}

  package static let wireFields = [WireField("budget", 1), WireField("ignore", 2), WireField("suspend", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &budget)
    case 2: try reader.append(to: &ignore)
    case 3: suspend = try reader.bool()
    default: break
    }
  }
}

/// The workload that a NetRisk is about, in its own namespace.
package struct WorkloadReference: Hashable, WireMessage {
  package var apiVersion = ""
  package var kind = ""
  package var name = ""

  package init() {}

  package init(apiVersion: String, kind: String, name: String) {
    (self.apiVersion, self.kind, self.name) = (apiVersion, kind, name)
  }

  package static let wireFields = [WireField("apiVersion", 1), WireField("kind", 2), WireField("name", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: apiVersion = try reader.string()
    case 2: kind = try reader.string()
    case 3: name = try reader.string()
    default: break
    }
  }
}

/// How much churn is accepted.
package struct ChurnBudget: Hashable, WireMessage {
  /// `nil` for no limit.
  package var syncRequestsPerHour: Int32?

  package init() {}

  package static let wireFields = [WireField("syncRequestsPerHour", 1)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: syncRequestsPerHour = try reader.int32()
    default: break
    }
  }
}

/// A finding that somebody has accepted.
package struct IgnoredFinding: Hashable, WireMessage {
  package var code = ""
  package var reason = ""
  /// RFC 3339; `nil` for good.
  package var until: String?

  package init() {}

  package static let wireFields = [WireField("code", 1), WireField("reason", 2), WireField("until", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: code = try reader.string()
    case 2: reason = try reader.string()
    case 3: until = try reader.string()
    default: break
    }
  }
}
