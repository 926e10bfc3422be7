package import Support

extension CronSchedule {
  /// The distance between runs in minutes, where it is the same for the coming 366 days and at most an hour.
  package func evenPeriodMinutes(after time: Timestamp) -> Int? { evenPeriod(after: time).minutes }

  /// The distance between runs, or the reason why there is no single one up to an hour.
  ///
  /// Changes of the offset from UTC are walked through run by run: a shift by whole hours keeps `*/5` even, the half
  /// hour of `Australia/Lord_Howe` breaks `0 * * * *`.
  package func evenPeriod(after time: Timestamp) -> EvenPeriod {
    switch timing {
    case .every(let seconds):
      if seconds % 60 != 0 {
        return .uneven(reason: "it runs every \(words(forSeconds: seconds)), which is not whole minutes")
      }
      if seconds > 3600 { return .uneven(reason: "it runs every \(words(forSeconds: seconds)), more than an hour") }
      return .minutes(Int(seconds / 60))
    case .fields(let fields):
      if let reason = fields.unevenReason { return .uneven(reason: reason) }
      let period = 60 / fields.minute.count
      if let gap = oddGap(after: time, period: Int64(period) * 60) {
        let offset = location.offset(at: gap.end)
        return .uneven(
          reason: "clocks in \(location.name) change: \(words(forSeconds: gap.seconds)) pass before the run at "
            + gap.end.rfc3339(offsetSeconds: offset))
      }
      return .minutes(period)
    }
  }

  /// The first distance in the coming 366 days that is not `period` seconds, looked for around offset changes only.
  private func oddGap(after time: Timestamp, period: Int64) -> (end: Timestamp, seconds: Int64)? {
    let limit = time.advanced(bySeconds: 366 * 86_400).seconds
    var moment = time.seconds
    while moment < limit {
      let boundary = location.span(at: moment).stableEnd
      guard boundary > moment, boundary < limit else { return nil }
      let before = Timestamp(seconds: max(time.seconds, boundary - 26 * 3600))
      var last: Timestamp?
      for run in runs(after: before) {
        if let last, run.seconds - last.seconds != period { return (run, run.seconds - last.seconds) }
        last = run
        if run.seconds > boundary + 26 * 3600 { break }
      }
      moment = boundary
    }
    return nil
  }
}

extension CronFields {
  /// Why the fields alone do not give one distance of at most an hour; `nil` where they do.
  fileprivate var unevenReason: String? {
    if minute.isEmpty || hour.isEmpty || month.isEmpty { return "it never runs" }
    if hour.count < 24 { return "it does not run in every hour" }
    if dayRule != .everyDay || month.count < 12 { return "it does not run on every day" }
    let values = minute.values
    let gaps = zip(values, values.dropFirst() + [values[0] + 60]).map { $1 - $0 }
    if gaps.allSatisfy({ $0 == gaps[0] }) { return nil }
    let distinct = Set(gaps).sorted().map(String.init)
    return "the distances between its runs differ: \(joined(distinct, "and")) minutes"
  }
}
