extension CronSchedule {
  /// The schedule in plain words, times being those of its zone's clock.
  package var meaning: String {
    switch timing {
    case .every(let seconds):
      let period = words(forSeconds: seconds)
      let shown = period.hasPrefix("1 ") && !period.dropFirst(2).contains(" ") ? String(period.dropFirst(2)) : period
      return "every \(shown), counted from the previous run"
    case .fields(let fields): return fields.meaning
    }
  }
}

extension CronFields {
  var meaning: String {
    for (field, name) in [(minute, "minute"), (hour, "hour"), (month, "month")] where field.isEmpty {
      return "never: the \(name) field selects nothing"
    }
    if dayRule == .never { return "never: the day fields select nothing" }
    let time = timeWords
    guard let days = dayWords(needed: time.namesTimes) else { return time.text }
    let isPhrase = days.hasPrefix("on ") || days.hasPrefix("every ")
    let text = time.text + (time.namesTimes && isPhrase ? " " : ", ") + days
    if selectsNoDate { return text + "; there is no such date, so it never runs" }
    return selectsOnlyLeapDay ? text + " (leap years only)" : text
  }

  /// The minutes and hours; `namesTimes` where they are times of the day rather than a rhythm.
  private var timeWords: (text: String, namesTimes: Bool) {
    let minutes = minute.values
    let hours = hour.values
    if minutes.count * hours.count <= 6 {
      let times = hours.flatMap { hour in minutes.map { clockTime(hour, $0) } }
      return ("at " + joined(times, "and"), true)
    }
    let rhythm = rhythmWords(minutes)
    if hours.count == 24 { return (rhythm.ofEveryHour, false) }
    if minutes.count == 1, let step = evenStep(of: hours), step > 1, step * hours.count == 24 {
      return ("every \(step) hours, at " + listed(hours) { clockTime($0, minutes[0]) }, false)
    }
    if rhythm.isEven {
      return (rhythm.ofSomeHours + " " + hourWindows(first: minutes[0], last: minutes.last ?? 0), false)
    }
    return (rhythm.ofSomeHours + " " + hourNames, false)
  }

  /// The minutes of an hour, as a rhythm where they have one.
  private func rhythmWords(_ minutes: [Int]) -> (ofEveryHour: String, ofSomeHours: String, isEven: Bool) {
    if minutes.count == 60 { return ("every minute", "every minute", true) }
    if minutes.count == 1 {
      let someHours = "at minute \(minutes[0])"
      return (minutes[0] == 0 ? "every hour, on the hour" : someHours + " of every hour", someHours, false)
    }
    let step = evenStep(of: minutes)
    if let step, step * minutes.count == 60 {
      let rhythm = "every \(step) minutes"
      return (minutes[0] == 0 ? rhythm : "\(rhythm), starting at minute \(minutes[0]) of the hour", rhythm, true)
    }
    let list = "at minutes \(listed(minutes))"
    var note = ""
    if minutes.count > 4 {
      note = " (\(minutes.count) times an hour)"
      if let step, step > 1, let last = minutes.last {
        let gap = 60 - last + minutes[0]
        let size = gap == 1 ? "1 minute" : "\(gap) minutes"
        note = " (\(minutes.count) times an hour; the gap over the hour's end is \(size))"
      }
    }
    return (list + " of every hour" + note, list, false)
  }

  /// `from 08:00 to 18:59`, for minutes that fill their hours evenly.
  private func hourWindows(first: Int, last: Int) -> String {
    let runs = consecutiveRuns(of: hour.values)
    guard runs.count <= 3 else { return "in " + hourNames.dropFirst(3) }
    return joined(
      runs.map { "from \(clockTime($0.lowerBound, first)) to \(clockTime($0.upperBound, last))" }, "and")
  }

  private var hourNames: String {
    let hours = hour.values
    if hours.count == 1 { return "of the hour \(padded2(hours[0]))" }
    return "of the hours \(listed(hours, padded2))"
  }

  private func padded2(_ value: Int) -> String { String(clockTime(value, 0).prefix(2)) }
}
