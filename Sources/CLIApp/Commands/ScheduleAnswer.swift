import RiskEngine
import Schedules
import Support

/// What `netrisk schedule` says.
struct ScheduleAnswer {
  let schedule: String
  let timeZone: String?
  /// Why the API server refuses the schedule or its zone.
  private(set) var error: String?
  private(set) var next: [Timestamp] = []
  private(set) var runsPerHour = 0.0
  private(set) var runsIn24Hours = 0
  private var rules = TimeZoneRules.utc

  init(schedule: String, timeZone: String?, from: Timestamp, count: Int, zones: any ZoneSource) {
    self.schedule = schedule
    self.timeZone = timeZone
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: zones)
    error = CronJobScheduleValidation.summary(errors)
    guard error == nil else { return }
    if let timeZone, let found = zones.rules(named: timeZone) { rules = found }
    guard let parsed = try? CronSchedule.parseStandard(schedule, in: rules, zones: zones) else { return }
    next = parsed.next(after: from, count: count)
    runsPerHour = parsed.runsPerHour(after: from)
    runsIn24Hours = parsed.runsIn24Hours(after: from)
  }

  /// `{schedule, timeZone, valid, error, next, runsPerHour, runsIn24Hours, meaning, intents}`.
  var tree: Tree {
    .members(
      ("schedule", .string(schedule)), ("timeZone", .string(timeZone ?? "UTC")), ("valid", .bool(error == nil)),
      ("error", error.map { .string($0) } ?? .null), ("next", .strings(next.map(\.rfc3339))),
      ("runsPerHour", .rate(runsPerHour)), ("runsIn24Hours", .integer(Int64(runsIn24Hours))))
  }

  func lines(width: Int) -> [String] {
    var lines = ["Schedule    \(printable(schedule))", "Time zone   \(printable(timeZone ?? "UTC"))"]
    lines.append("Runs        \(Numbers.count(runsIn24Hours, "run", "runs")) in 24 hours, \(Self.rate(runsPerHour))")
    guard !next.isEmpty else { return lines + (runsIn24Hours == 0 ? ["Next        never within five years"] : []) }
    var table = TextTable(columns: [TextTable.Column(header: "NEXT"), TextTable.Column(header: "UTC")])
    table.rows = next.map { run in
      [TextTable.Cell(run.rfc3339(offsetSeconds: rules.offset(at: run))), TextTable.Cell(run.rfc3339)]
    }
    return lines + [""] + table.lines(width: width, style: TextStyle(isColored: false))
  }

  /// `12/h`, or for less than one an hour what it comes to in a day or a month.
  private static func rate(_ perHour: Double) -> String {
    if perHour >= 1 || perHour == 0 { return "\(Numbers.rate(perHour))/h on average" }
    if perHour * 24 >= 0.95 { return "\(Numbers.rate(perHour * 24)) a day on average" }
    return "\(Numbers.rate(perHour * 24 * 366)) a year on average"
  }
}
