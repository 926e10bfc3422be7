/// The days that the two day fields select together, reduced to what they amount to.
package enum DayRule: Hashable, Sendable {
  case everyDay
  case daysOfMonth(CronField)
  case weekdays(CronField)
  /// Either one is enough.
  case either(daysOfMonth: CronField, weekdays: CronField)
  case never
}

extension CronFields {
  /// What the two day fields amount to: a star gives the other one the word, two restricted fields are joined by OR.
  package var dayRule: DayRule {
    let day = CronField(bits: dayOfMonth.bits)
    let weekday = CronField(bits: dayOfWeek.bits)
    let allDays = day.count == 31
    let allWeekdays = weekday.count == 7
    if dayOfMonth.isStar || dayOfWeek.isStar {
      // A star selects everything, so at most one of the two restricts.
      if day.isEmpty || weekday.isEmpty { return .never }
      return allDays ? (allWeekdays ? .everyDay : .weekdays(weekday)) : .daysOfMonth(day)
    }
    if allDays || allWeekdays { return .everyDay }
    if day.isEmpty { return weekday.isEmpty ? .never : .weekdays(weekday) }
    return weekday.isEmpty ? .daysOfMonth(day) : .either(daysOfMonth: day, weekdays: weekday)
  }

  /// The longest selected month, with February at 29 days.
  var longestMonth: Int { month.values.map { [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][$0 - 1] }.max() ?? 0 }

  /// No calendar has a selected day: a day of the month beyond every selected month, and no weekday to make up for it.
  var selectsNoDate: Bool {
    guard case .daysOfMonth(let days) = dayRule else { return false }
    return !days.isEmpty && !month.isEmpty && days.bits.trailingZeroBitCount > longestMonth
  }

  /// The one selected date is February 29.
  var selectsOnlyLeapDay: Bool {
    guard case .daysOfMonth(let days) = dayRule, month.bits == 1 << 2 else { return false }
    return days.bits.trailingZeroBitCount == 29
  }
}
