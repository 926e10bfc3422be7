package import Support

/// `batch/v1.Job`.
package struct Job: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = JobSpec()
  package var status = JobStatus()

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

/// `batch/v1.JobSpec`.
package struct JobSpec: Hashable, WireMessage {
  package var parallelism: Int32?
  package var completions: Int32?
  package var activeDeadlineSeconds: Int64?
  package var template = PodTemplateSpec()
  package var backoffLimit: Int32?
  package var ttlSecondsAfterFinished: Int32?
  package var completionMode: String?
  package var suspend: Bool?
  package var backoffLimitPerIndex: Int32?

  package init() {}

  package static let wireFields = [
    WireField("parallelism", 1), WireField("completions", 2), WireField("activeDeadlineSeconds", 3),
    WireField("template", 6), WireField("backoffLimit", 7), WireField("ttlSecondsAfterFinished", 8),
    WireField("completionMode", 9), WireField("suspend", 10), WireField("backoffLimitPerIndex", 12),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: parallelism = try reader.int32()
    case 2: completions = try reader.int32()
    case 3: activeDeadlineSeconds = try reader.int64()
    case 6: try reader.message(into: &template)
    case 7: backoffLimit = try reader.int32()
    case 8: ttlSecondsAfterFinished = try reader.int32()
    case 9: completionMode = try reader.string()
    case 10: suspend = try reader.bool()
    case 12: backoffLimitPerIndex = try reader.int32()
    default: break
    }
  }
}

/// `batch/v1.JobStatus`.
package struct JobStatus: Hashable, WireMessage {
  package var conditions: [JobCondition] = []
  package var startTime: Timestamp?
  package var completionTime: Timestamp?
  package var active: Int32 = 0
  package var succeeded: Int32 = 0
  package var failed: Int32 = 0

  package init() {}

  /// Whether the Job makes no more pods (`IsJobFinished` of pkg/controller/job): condition Complete or Failed.
  package var isFinished: Bool {
    completionTime != nil || conditions.contains { ["Complete", "Failed"].contains($0.type) && $0.status == "True" }
  }

  package static let wireFields = [
    WireField("conditions", 1), WireField("startTime", 2), WireField("completionTime", 3), WireField("active", 4),
    WireField("succeeded", 5), WireField("failed", 6),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.append(to: &conditions)
    case 2: startTime = try reader.timestamp()
    case 3: completionTime = try reader.timestamp()
    case 4: active = try reader.int32()
    case 5: succeeded = try reader.int32()
    case 6: failed = try reader.int32()
    default: break
    }
  }
}

/// `batch/v1.JobCondition`.
package struct JobCondition: Hashable, WireMessage {
  /// `Complete`, `Failed`, `Suspended`, …
  package var type = ""
  /// `True`, `False` or `Unknown`.
  package var status = ""

  package init() {}

  package static let wireFields = [WireField("type", 1), WireField("status", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: type = try reader.string()
    case 2: status = try reader.string()
    default: break
    }
  }
}
