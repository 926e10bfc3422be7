package import Support

/// `batch/v1.CronJob`.
package struct CronJob: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = CronJobSpec()
  package var status = CronJobStatus()

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

/// `batch/v1.CronJobSpec`.
package struct CronJobSpec: Hashable, WireMessage {
  package var schedule = ""
  package var startingDeadlineSeconds: Int64?
  /// `Allow`, `Forbid` or `Replace`.
  package var concurrencyPolicy = ""
  package var suspend: Bool?
  package var jobTemplate = JobTemplateSpec()
  /// `jobTemplate` with everything in it, for a patch that keeps what the job does; `nil` when read from protobuf.
  package var jobTemplateTree: Tree?
  package var successfulJobsHistoryLimit: Int32?
  package var failedJobsHistoryLimit: Int32?
  package var timeZone: String?

  package init() {}

  package static let wireFields = [
    WireField("schedule", 1), WireField("startingDeadlineSeconds", 2), WireField("concurrencyPolicy", 3),
    WireField("suspend", 4), WireField("jobTemplate", 5), WireField("successfulJobsHistoryLimit", 6),
    WireField("failedJobsHistoryLimit", 7), WireField("timeZone", 8),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: schedule = try reader.string()
    case 2: startingDeadlineSeconds = try reader.int64()
    case 3: concurrencyPolicy = try reader.string()
    case 4: suspend = try reader.bool()
    case 5: jobTemplateTree = try reader.messageWithTree(into: &jobTemplate)
    case 6: successfulJobsHistoryLimit = try reader.int32()
    case 7: failedJobsHistoryLimit = try reader.int32()
    case 8: timeZone = try reader.string()
    default: break
    }
  }
}

/// `batch/v1.CronJobStatus`.
package struct CronJobStatus: Hashable, WireMessage {
  package var lastScheduleTime: Timestamp?
  package var lastSuccessfulTime: Timestamp?

  package init() {}

  package static let wireFields = [WireField("lastScheduleTime", 4), WireField("lastSuccessfulTime", 5)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 4: lastScheduleTime = try reader.timestamp()
    case 5: lastSuccessfulTime = try reader.timestamp()
    default: break
    }
  }
}

/// `batch/v1.JobTemplateSpec`.
package struct JobTemplateSpec: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = JobSpec()

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
