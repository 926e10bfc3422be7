package import KubeCore
package import Schedules
package import Support

/// What one CronJob's schedule comes to.
package struct ScheduledRuns: Hashable, Sendable {
  package var key: ObjectKey
  package var isSuspended: Bool
  /// Mean over the coming 28 days; 0 for a schedule that is invalid or never runs.
  package var runsPerHour: Double
  package var podsPerRun: Int
  package var wavesPerRun: Int
  /// The runs of the simulated day.
  package var runs: [Timestamp]
  /// The parsed schedule; `nil` where it is invalid.
  package var schedule: CronSchedule?

  /// Runs per hour as they are, none while suspended.
  package var effectiveRunsPerHour: Double { isSuspended ? 0 : runsPerHour }

  /// Reads a CronJob. The day that is simulated is the UTC day of `options.now`, so that the same manifests give the
  /// same numbers all day long.
  package init(_ cronJob: CronJob, options: EvaluationOptions) {
    let spec = cronJob.spec
    let day = Timestamp(seconds: options.now.seconds / 86_400 * 86_400)
    key = ObjectKey(.cronJob, cronJob.metadata)
    isSuspended = spec.suspend ?? false
    podsPerRun = spec.jobTemplate.spec.podsPerRun
    wavesPerRun = spec.jobTemplate.spec.wavesPerRun
    schedule = Self.schedule(spec, options: options)
    let start = day.advanced(bySeconds: -1)
    runsPerHour = schedule?.runsPerHour(after: start) ?? 0
    runs = schedule?.runTimes(after: start, through: start.advanced(bySeconds: 86_400)) ?? []
  }

  private static func schedule(_ spec: CronJobSpec, options: EvaluationOptions) -> CronSchedule? {
    let local =
      if let name = spec.timeZone, !name.isEmpty { options.zones.rules(named: name) } else {
        Optional(options.localZone)
      }
    guard let local else { return nil }
    return try? CronSchedule.parseStandard(spec.schedule, in: local, zones: options.zones)
  }
}
