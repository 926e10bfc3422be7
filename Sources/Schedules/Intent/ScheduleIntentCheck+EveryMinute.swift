extension ScheduleIntentCheck {
  /// `*` in the minute field beside an hour or a day that was clearly meant to be hit once.
  static func everyMinute(_ fields: CronFields, _ text: ScheduleText) -> ScheduleIntent? {
    guard ScheduleText.isStar(text.minute), !fields.hour.isEmpty else { return nil }
    if let intent = everyMinuteOfHours(fields, text) { return intent }
    guard ScheduleText.isStar(text.hour), singlesOutDays(fields, text) else { return nil }
    return ScheduleIntent(
      code: .runsMoreThanNamed,
      message: "`\(joinedText(text))` runs every minute, 1440 times, on every day it selects; once on such a day is "
        + "`\(text.replacing(minute: "0", hour: "0"))`",
      suggestion: text.replacing(minute: "0", hour: "0"))
  }

  private static func everyMinuteOfHours(_ fields: CronFields, _ text: ScheduleText) -> ScheduleIntent? {
    let hours = fields.hour.values
    let suggestion = text.replacing(minute: "0")
    let subject = "`\(joinedText(text))` runs "
    if let step = ScheduleText.step(text.hour) {
      let each = step == 1 ? "every hour" : hours.count == 1 ? "the hour 00" : "each of the hours \(hourList(hours))"
      let meant =
        step == 1 ? "once an hour" : hours.count == 1 ? "once a day" : "once every \(step) hours"
      return ScheduleIntent(
        code: .runsMoreThanNamed,
        message: subject + "60 times in \(each), \(hours.count * 60) times a day; \(meant) is `\(suggestion)`",
        suggestion: suggestion)
    }
    if hours.count == 1 {
      let (first, last) = (clockTime(hours[0], 0), clockTime(hours[0], 59))
      return ScheduleIntent(
        code: .runsMoreThanNamed,
        message: subject + "60 times between \(first) and \(last); once at \(first) is `\(suggestion)`",
        suggestion: suggestion)
    }
    // A span of hours may well be wanted minute by minute, hours that stand alone hardly.
    guard hours.count < 24, consecutiveRuns(of: hours).allSatisfy({ $0.count == 1 }) else { return nil }
    return ScheduleIntent(
      code: .runsMoreThanNamed,
      message: subject + "60 times in each of the hours \(hourList(hours)), \(hours.count * 60) times a day; once in "
        + "each is `\(suggestion)`",
      suggestion: suggestion)
  }

  /// Whether the day fields pick single ones or step through them.
  private static func singlesOutDays(_ fields: CronFields, _ text: ScheduleText) -> Bool {
    let days = fields.dayOfMonth
    let standAlone = !days.isEmpty && days.count <= 4 && consecutiveRuns(of: days.values).allSatisfy { $0.count == 1 }
    return standAlone || fields.dayOfWeek.count == 1 || fields.month.count == 1
      || [text.dayOfMonth, text.month, text.dayOfWeek].contains { ScheduleText.step($0) != nil }
  }

  private static func hourList(_ hours: [Int]) -> String { listed(hours) { String(clockTime($0, 0).prefix(2)) } }

  static func joinedText(_ text: ScheduleText) -> String { text.fields.joined(separator: " ") }
}
