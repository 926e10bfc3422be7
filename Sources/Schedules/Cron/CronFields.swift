/// The five fields of a cron schedule.
package struct CronFields: Hashable, Sendable {
  package var minute: CronField
  package var hour: CronField
  package var dayOfMonth: CronField
  package var month: CronField
  package var dayOfWeek: CronField

  package init(minute: CronField, hour: CronField, dayOfMonth: CronField, month: CronField, dayOfWeek: CronField) {
    self.minute = minute
    self.hour = hour
    self.dayOfMonth = dayOfMonth
    self.month = month
    self.dayOfWeek = dayOfWeek
  }

  /// Whether a day of a selected month is selected: both day fields must match where one of them is a star, else
  /// either one is enough. Source: robfig/cron v3 `spec.go`, `dayMatches`.
  func matches(day: Int, weekday: Int) -> Bool {
    let dayMatches = dayOfMonth.contains(day)
    let weekdayMatches = dayOfWeek.contains(weekday)
    return dayOfMonth.isStar || dayOfWeek.isStar ? dayMatches && weekdayMatches : dayMatches || weekdayMatches
  }

  /// How many minutes of a day up to and including `minuteOfDay` are selected.
  func count(throughMinuteOfDay minuteOfDay: Int) -> Int {
    guard minuteOfDay >= 0 else { return 0 }
    let hourOfDay = minuteOfDay / 60
    let whole = hour.count(through: hourOfDay - 1) * minute.count
    return hour.contains(hourOfDay) ? whole + minute.count(through: minuteOfDay % 60) : whole
  }

  /// The last selected minute of a day up to and including `minuteOfDay`.
  func last(throughMinuteOfDay minuteOfDay: Int) -> Int? {
    guard minuteOfDay >= 0 else { return nil }
    let hourOfDay = minuteOfDay / 60
    if hour.contains(hourOfDay), let last = minute.last(through: minuteOfDay % 60) { return hourOfDay * 60 + last }
    guard let earlier = hour.last(through: hourOfDay - 1), let last = minute.last(through: 59) else { return nil }
    return earlier * 60 + last
  }
}
