extension CronFields {
  /// The days and months; `nil` for every day where a word for it is not `needed`.
  func dayWords(needed: Bool) -> String? {
    let allMonths = month.count == 12
    let months = listed(month.values) { monthNames[$0 - 1] }
    let inMonths = allMonths ? "" : " in \(months)"
    switch dayRule {
    case .never: return nil
    case .everyDay:
      if allMonths { return needed ? "every day" : nil }
      return "every day" + inMonths
    case .daysOfMonth(let days): return "on \(Self.dayNames(days)) of \(allMonths ? "the month" : months)"
    case .weekdays(let weekdays): return Self.weekdayWords(weekdays) + inMonths
    case .either(let days, let weekdays):
      return "on \(Self.dayNames(days)) of the month and also \(Self.weekdayWords(weekdays))"
        + " (either one is enough)" + inMonths
    }
  }

  private static func dayNames(_ days: CronField) -> String {
    days.count == 1 ? "day \(listed(days.values))" : "days \(listed(days.values))"
  }

  /// `Monday to Friday`, `on Mondays and Thursdays`; the week starts on Monday.
  private static func weekdayWords(_ weekdays: CronField) -> String {
    let values = weekdays.values.map { $0 == 0 ? 7 : $0 }.sorted()
    let runs = consecutiveRuns(of: values)
    if let run = runs.first, runs.count == 1, run.count > 2 {
      return "\(weekdayNames[run.lowerBound % 7]) to \(weekdayNames[run.upperBound % 7])"
    }
    return "on " + joined(values.map { weekdayNames[$0 % 7] + "s" }, "and")
  }
}
