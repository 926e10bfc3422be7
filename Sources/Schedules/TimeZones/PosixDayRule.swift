internal import Support

/// When in a year a POSIX `TZ` rule switches: a day and a time of day.
struct PosixDayRule: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    /// `Jn`: 1 to 365, February 29 is never counted.
    case julian(Int)
    /// `n`: 0 to 365, February 29 is counted.
    case dayOfYear(Int)
    /// `Mm.w.d`: the w-th weekday d of month m, 5 meaning the last.
    case weekday(month: Int, week: Int, day: Int)
  }

  var day: Day
  /// Seconds after local midnight, also negative or above a day.
  var time: Int64

  /// Seconds from the start of the year in UTC to the switch, under the offset in effect before it.
  func seconds(in year: Int, offset: Int64) -> Int64 { Int64(daysBefore(in: year)) * 86_400 + time - offset }

  private func daysBefore(in year: Int) -> Int {
    let isLeap = Timestamp.days(inMonth: 2, year: year) == 29
    switch day {
    case .julian(let number): return number - 1 + (isLeap && number >= 60 ? 1 : 0)
    case .dayOfYear(let number): return number
    case .weekday(let month, let week, let weekday):
      let first = CivilDate(year: year, month: month, day: 1)
      let length = Timestamp.days(inMonth: month, year: year)
      var offset = (weekday - first.weekday + 7) % 7 + (week - 1) * 7
      while offset >= length { offset -= 7 }
      return first.daysSinceEpoch - CivilDate(year: year, month: 1, day: 1).daysSinceEpoch + offset
    }
  }
}
