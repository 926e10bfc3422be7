package import Support

/// What `netrisk schedule` says about one schedule.
package struct ScheduleReport: Hashable, Sendable {
  package var schedule: String
  /// The zone whose clock counts; `UTC` where none was given.
  package var timeZone: String
  /// Whether `timeZone` is an assumption: without one, Kubernetes takes that of the CronJob controller.
  package var isTimeZoneAssumed: Bool
  /// Whether the API server accepts schedule and time zone.
  package var valid: Bool
  /// The API server's words where it does not.
  package var error: String?
  package var next: [Timestamp]
  package var runsPerHour: Double
  package var runsIn24Hours: Int
  /// The schedule in words; empty where it is invalid.
  package var meaning: String
  package var intents: [ScheduleIntent]

  /// The report for a schedule, seen from `time`.
  package static func make(
    schedule: String, timeZone: String?, from time: Timestamp, count: Int = 6, zones: any ZoneSource
  ) -> ScheduleReport {
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: zones)
    var report = ScheduleReport(
      schedule: schedule, timeZone: timeZone ?? "UTC", isTimeZoneAssumed: timeZone == nil, valid: errors.isEmpty,
      error: CronJobScheduleValidation.summary(errors), next: [], runsPerHour: 0, runsIn24Hours: 0, meaning: "",
      intents: ScheduleIntentCheck.intents(schedule: schedule, timeZone: timeZone, from: time, zones: zones))
    guard errors.isEmpty, let location = try? zones.location(named: timeZone ?? "", local: .utc),
      let parsed = try? CronSchedule.parseStandard(schedule, in: location, zones: zones)
    else { return report }
    report.next = parsed.next(after: time, count: count)
    report.runsPerHour = parsed.runsPerHour(after: time)
    report.runsIn24Hours = parsed.runsIn24Hours(after: time)
    report.meaning = parsed.meaning
    return report
  }
}
