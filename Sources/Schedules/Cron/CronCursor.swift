internal import Support

/// Walks from run to run of five cron fields on the clock of a time zone.
///
/// The walk is that of `SpecSchedule.Next` in robfig/cron v3 (`spec.go`): the fields are raised from the month down, a
/// field that wraps starts over, and the lower fields are cleared once, before the first raise. Where clocks change this
/// order decides which runs there are, so it is kept step by step.
struct CronCursor {
  let fields: CronFields
  private(set) var clock: LocalClock
  /// Whether the fields below the raised one are cleared already.
  private var isCleared = false
  private var stepsLeft = 0

  /// `nil` for moments whose years no calendar needs, beyond ±34,000.
  init?(fields: CronFields, from time: Timestamp, location: TimeZoneRules) {
    guard abs(time.seconds.flooredQuotient(1 << 20)) < 1 << 20 else { return nil }
    self.fields = fields
    clock = LocalClock(seconds: time.seconds, rules: location)
  }

  /// Moves to the first run after the current moment; `false` where there is none within five years.
  mutating func advance() -> Bool {
    // The library steps through five years of minutes to find that an empty field selects nothing.
    guard !fields.minute.isEmpty, !fields.hour.isEmpty, !fields.month.isEmpty else { return false }
    clock.add(1)
    isCleared = false
    stepsLeft = 200_000
    let yearLimit = clock.year + 5
    while clock.year <= yearLimit && stepsLeft > 0 {
      if raiseMonth(), raiseDay(), raiseHour(), raiseMinute(), raiseSecond() { return true }
    }
    return false
  }

  /// Moves within the current day without looking for a run.
  mutating func skip(toMinuteOfDay minute: Int) {
    clock.add(Int64(minute * 60 - clock.secondOfDay))
  }

  /// Whether the field matches; `false` when it wrapped and the walk starts over at the month.
  private mutating func raiseMonth() -> Bool {
    while !fields.month.contains(clock.month) {
      if clearsLower() { clock.set(year: clock.year, month: clock.month, day: 1, secondOfDay: 0) }
      clock.addDate(months: 1)
      if clock.month == 1 || isOutOfSteps() { return false }
    }
    return true
  }

  private mutating func raiseDay() -> Bool {
    while !fields.matches(day: clock.day, weekday: clock.weekday) {
      if clearsLower() { clock.set(year: clock.year, month: clock.month, day: clock.day, secondOfDay: 0) }
      clock.addDate(days: 1)
      // Where midnight does not exist the clock shows another hour; back to the nearest start of a day.
      let hour = clock.hour
      if hour != 0 { clock.add(Int64(hour > 12 ? 24 - hour : -hour) * 3600) }
      if clock.day == 1 || isOutOfSteps() { return false }
    }
    return true
  }

  private mutating func raiseHour() -> Bool {
    while !fields.hour.contains(clock.hour) {
      if clearsLower() {
        clock.set(year: clock.year, month: clock.month, day: clock.day, secondOfDay: clock.hour * 3600)
      }
      clock.add(3600)
      if clock.hour == 0 || isOutOfSteps() { return false }
    }
    return true
  }

  private mutating func raiseMinute() -> Bool {
    while !fields.minute.contains(clock.minute) {
      if clearsLower() { clock.truncateToMinute() }
      clock.add(60)
      if clock.minute == 0 || isOutOfSteps() { return false }
    }
    return true
  }

  private mutating func raiseSecond() -> Bool {
    while clock.second != 0 {
      isCleared = true
      clock.add(1)
      if clock.second == 0 { return false }
    }
    return true
  }

  private mutating func clearsLower() -> Bool {
    defer { isCleared = true }
    return !isCleared
  }

  /// A real zone needs some 50,000 steps for five years; rules made to trap the walk end it here.
  private mutating func isOutOfSteps() -> Bool {
    stepsLeft -= 1
    return stepsLeft <= 0
  }
}
