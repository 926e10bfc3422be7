package import Support

/// Finds schedules that do something else than their text or their CronJob's name says.
///
/// Made to stay silent when in doubt: `* * * * *` and `*/7 * * * *` are somebody's wish.
package enum ScheduleIntentCheck {
  /// The intents of one CronJob's schedule, the broken ones (NR503, NR502) before the surprising ones (NR501).
  package static func intents(
    schedule: String, timeZone: String?, from time: Timestamp, cronJobName: String? = nil, zones: any ZoneSource
  ) -> [ScheduleIntent] {
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: zones)
    guard errors.isEmpty else {
      return errors.map { ScheduleIntent(code: .invalid, message: "The API server refuses it: \($0.description)") }
    }
    guard let location = try? zones.location(named: timeZone ?? "", local: .utc),
      let parsed = try? CronSchedule.parseStandard(schedule, in: location, zones: zones)
    else { return [] }
    return intents(of: parsed, from: time, cronJobName: cronJobName)
  }

  /// The intents of a schedule that the API server accepts.
  package static func intents(
    of schedule: CronSchedule, from time: Timestamp, cronJobName: String? = nil
  ) -> [ScheduleIntent] {
    guard schedule.next(after: time) != nil else { return [neverRuns(schedule)] }
    let named = cronJobName.flatMap { NamedRate.read(from: $0) }
    var intents: [ScheduleIntent] = []
    if let fields = schedule.fields, let text = ScheduleText(schedule.text) {
      if (named?.runsPerHour ?? 0) < 30, let intent = everyMinute(fields, text) { intents.append(intent) }
      intents += stepsBeyondRange(text)
      if let intent = eitherDay(schedule, fields, text, from: time) { intents.append(intent) }
    }
    if intents.isEmpty, let named, let intent = disagreement(schedule, named, from: time) { intents.append(intent) }
    return intents
  }

  private static func neverRuns(_ schedule: CronSchedule) -> ScheduleIntent {
    let message = "`\(schedule.text)` never runs: "
    guard let fields = schedule.fields else {
      return ScheduleIntent(code: .neverRuns, message: message + "no time is left in the calendar")
    }
    for (field, name) in [
      (fields.minute, "minute"), (fields.hour, "hour"), (fields.month, "month"),
    ] where field.isEmpty {
      return ScheduleIntent(code: .neverRuns, message: message + "its \(name) field selects nothing")
    }
    guard fields.selectsNoDate else {
      return ScheduleIntent(code: .neverRuns, message: message + "no date in the next five years matches it")
    }
    let day = fields.dayOfMonth.bits.trailingZeroBitCount
    let months = listed(fields.month.values) { monthNames[$0 - 1] }
    // February has its 28 days in every year.
    let lastDay = fields.month.values.map { $0 == 2 ? 28 : 30 }.min() ?? 28
    return ScheduleIntent(
      code: .neverRuns, message: message + "there is no day \(day) in \(months)",
      suggestion: ScheduleText(schedule.text)?.replacing(dayOfMonth: String(lastDay)))
  }

  /// A name that promises a far lower rate.
  private static func disagreement(
    _ schedule: CronSchedule, _ named: NamedRate, from time: Timestamp
  ) -> ScheduleIntent? {
    let actual = schedule.runsPerHour(after: time)
    guard actual >= named.runsPerHour * named.tolerance * 0.99 else { return nil }
    let (unit, hours) =
      named.runsPerHour >= 0.9 ? ("an hour", 1.0) : named.runsPerHour > 0.04 ? ("a day", 24) : ("a year", 8766)
    return ScheduleIntent(
      code: .runsMoreThanNamed,
      message: "The name says \"\(named.words)\", \(times(named.runsPerHour * hours)) \(unit), but `\(schedule.text)` "
        + "runs \(times(actual * hours)) \(unit) (\(schedule.meaning))",
      suggestion: suggestion(for: named, beside: schedule.fields))
  }

  /// A schedule with the named rate, at the first minute and hour that the present one has.
  private static func suggestion(for named: NamedRate, beside fields: CronFields?) -> String? {
    let minute = fields?.minute.values.first ?? 0
    let hour = fields?.hour.values.first ?? 0
    switch named.runsPerHour {
    case 60: return "* * * * *"
    case 1: return "\(minute) * * * *"
    case NamedRate.daily: return "\(minute) \(hour) * * *"
    case NamedRate.weekly: return "\(minute) \(hour) * * 0"
    case NamedRate.monthly: return "\(minute) \(hour) 1 * *"
    case let rate where rate > 1 && rate <= 60:
      let period = Int((60 / rate).rounded())
      return 60 % period == 0 ? "*/\(period) * * * *" : nil
    default: return nil
    }
  }

  private static func times(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    if tenths == 1 { return "once" }
    return (tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)) + " times"
  }
}
