import RiskEngine
import Schedules
import Support

extension ScheduleReport {
  /// `{schedule, timeZone, valid, error, next, runsPerHour, runsIn24Hours, meaning, intents}`.
  var tree: Tree {
    .members(
      ("schedule", .string(schedule)), ("timeZone", .string(timeZone)), ("valid", .bool(valid)),
      ("error", error.map { .string($0) } ?? .null), ("next", .strings(next.map(\.rfc3339))),
      ("runsPerHour", .rate(runsPerHour)), ("runsIn24Hours", .integer(Int64(runsIn24Hours))),
      ("meaning", .string(meaning)),
      (
        "intents",
        .array(
          intents.map { intent in
            .members(
              ("code", .string(intent.code.rawValue)), ("name", .string(intent.code.name)),
              ("message", .string(intent.message)), ("suggestion", intent.suggestion.map { .string($0) }))
          })
      ))
  }

  /// For people; `zone` is the one whose clock counts.
  func lines(zone: TimeZoneRules, width: Int) -> [String] {
    var lines = field("Schedule", schedule, width)
    lines += field("Meaning", meaning, width)
    lines += field(
      "Time zone", timeZone + (isTimeZoneAssumed ? ", assumed: without one, the zone of the controller counts" : ""),
      width)
    lines += field(
      "Runs", "\(Numbers.count(runsIn24Hours, "run", "runs")) in the next 24 hours; \(rate)", width)
    for intent in intents {
      lines += [""] + wrapped(printable("\(intent.code.rawValue) \(intent.code.name): \(intent.message)"), width: width)
      if let suggestion = intent.suggestion { lines.append("  Perhaps meant: \(printable(suggestion))") }
    }
    guard !next.isEmpty else { return lines }
    // In UTC itself both columns would say the same.
    let isShifted = next.contains { zone.offset(at: $0) != 0 }
    var table = TextTable(columns: [TextTable.Column(header: "NEXT")])
    if isShifted { table.columns.append(TextTable.Column(header: "UTC")) }
    table.rows = next.map { run in
      let local = TextTable.Cell(run.rfc3339(offsetSeconds: zone.offset(at: run)))
      return isShifted ? [local, TextTable.Cell(run.rfc3339)] : [local]
    }
    return lines + [""] + table.lines(width: width, style: TextStyle(isColored: false))
  }

  private func field(_ name: String, _ text: String, _ width: Int) -> [String] {
    wrapped(printable(text), width: width, first: name.leading(11))
  }

  /// `12/h on average`, or for less than one an hour what it comes to in a day or a year.
  private var rate: String {
    if runsPerHour >= 1 || runsPerHour == 0 { return "\(Numbers.rate(runsPerHour))/h on average" }
    if runsPerHour * 24 >= 0.95 { return "\(Numbers.rate(runsPerHour * 24)) a day on average" }
    return "\(Numbers.rate(runsPerHour * 24 * 366)) a year on average"
  }
}
