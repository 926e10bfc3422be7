internal import Support

extension ScheduleIntentCheck {
  /// `*/n` with n above the size of the field: the first value only, more often than every n.
  static func stepsBeyondRange(_ text: ScheduleText) -> [ScheduleIntent] {
    let fields: [(text: String, bounds: CronBounds, unit: String, turn: String)] = [
      (text.minute, .minute, "minute", "hour"), (text.hour, .hour, "hour", "day"),
      (text.dayOfMonth, .dayOfMonth, "day", "month"), (text.month, .month, "month", "year"),
      (text.dayOfWeek, .dayOfWeek, "weekday", "week"),
    ]
    return fields.compactMap { field in
      guard let step = ScheduleText.step(field.text), step > field.bounds.size else { return nil }
      return ScheduleIntent(
        code: .runsMoreThanNamed,
        message: "`\(field.text)` does not mean every \(step) \(field.unit)s: a step beyond the \(field.bounds.size) "
          + "values of the field leaves \(field.unit) \(field.bounds.minimum) alone, in every \(field.turn)",
        suggestion: suggestion(for: step, of: field.unit, in: text))
    }
  }

  private static func suggestion(for step: Int, of unit: String, in text: ScheduleText) -> String? {
    let hasFreeDays =
      ScheduleText.isStar(text.dayOfMonth) && ScheduleText.isStar(text.month)
      && ScheduleText.isStar(text.dayOfWeek)
    guard unit == "minute", hasFreeDays, ScheduleText.isStar(text.hour), step <= 1_000_000 else { return nil }
    if step % 60 == 0, 24 % (step / 60) == 0 { return text.replacing(minute: "0", hour: "*/\(step / 60)") }
    return "@every \(step)m"
  }

  /// A day of the month and a day of the week that look like "both" and mean "either".
  static func eitherDay(
    _ schedule: CronSchedule, _ fields: CronFields, _ text: ScheduleText, from time: Timestamp
  ) -> ScheduleIntent? {
    guard case .either = fields.dayRule, let words = fields.dayWords(needed: false) else { return nil }
    let firstDay = Int((time.seconds + Int64(schedule.location.offset(at: time))).flooredQuotient(86_400))
    var either = 0
    var both = 0
    for number in firstDay..<firstDay + 366 {
      let date = CivilDate(daysSinceEpoch: number)
      guard fields.month.contains(date.month) else { continue }
      if fields.matches(day: date.day, weekday: date.weekday) { either += 1 }
      if fields.dayOfMonth.contains(date.day), fields.dayOfWeek.contains(date.weekday) { both += 1 }
    }
    return ScheduleIntent(
      code: .runsMoreThanNamed,
      message: "`\(text.dayOfMonth)` and `\(text.dayOfWeek)` are joined by OR: it runs \(words), on \(either) of the "
        + "next 366 days, where both together are \(both)")
  }
}
