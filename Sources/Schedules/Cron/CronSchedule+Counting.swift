package import Support

extension CronSchedule {
  /// How many runs fall after `start` and not after `end`.
  ///
  /// Counts what walking `runs(after:)` would, in steps of days instead of runs.
  package func runCount(after start: Timestamp, through end: Timestamp) -> Int {
    guard start < end else { return 0 }
    switch timing {
    case .every(let delay):
      let (elapsed, overflow) = end.seconds.subtractingReportingOverflow(start.seconds)
      return overflow ? Int(Int64.max / delay) : Int(elapsed / delay)
    case .fields(let fields):
      guard var cursor = CronCursor(fields: fields, from: start, location: location) else { return 0 }
      var count = 0
      while cursor.advance(), cursor.clock.seconds <= end.seconds {
        count += 1 + cursor.skipRestOfDay(until: end.seconds)
      }
      return count
    }
  }

  /// How many runs fall in the 24 hours after `time`, the moment 24 hours later included.
  package func runsIn24Hours(after time: Timestamp) -> Int {
    runCount(after: time, through: time.advanced(bySeconds: 86_400))
  }

  /// The mean rate over the 28 days after `time`; over 366 days where the 28 have fewer than 28 runs.
  package func runsPerHour(after time: Timestamp) -> Double {
    let inFourWeeks = runCount(after: time, through: time.advanced(bySeconds: 28 * 86_400))
    if inFourWeeks >= 28 { return Double(inFourWeeks) / (28 * 24) }
    return Double(runCount(after: time, through: time.advanced(bySeconds: 366 * 86_400))) / (366 * 24)
  }

  /// The runs after `start` and not after `end`.
  package func runTimes(after start: Timestamp, through end: Timestamp) -> [Timestamp] {
    Array(runs(after: start).prefix { $0 <= end })
  }

  /// The runs after `start` and not after `end` as whole minutes since `start`, rounded down.
  package func runMinutes(after start: Timestamp, through end: Timestamp) -> [Int] {
    runTimes(after: start, through: end).map { Int(($0.seconds - start.seconds) / 60) }
  }

  /// The clock hour of UTC with the most runs after `start` and not after `end`, the first of equals.
  package func peakHour(after start: Timestamp, through end: Timestamp) -> PeakHour? {
    var peak: PeakHour?
    var current: PeakHour?
    for run in runs(after: start) {
      guard run <= end else { break }
      let hour = Timestamp(seconds: run.seconds - run.seconds.flooredRemainder(3600))
      if current?.start == hour { current?.runs += 1 } else { current = PeakHour(start: hour, runs: 1) }
      if let current, current.runs > peak?.runs ?? 0 { peak = current }
    }
    return peak
  }
}

/// A clock hour of UTC and the runs in it.
package struct PeakHour: Hashable, Sendable {
  package var start: Timestamp
  package var runs: Int
}

extension CronCursor {
  /// Passes over the remaining runs of the current day, up to `end`, and counts them.
  ///
  /// Only on days more than 26 hours from any change of the offset, where a day's runs are just its selected minutes;
  /// elsewhere it counts nothing and the walk goes on run by run.
  fileprivate mutating func skipRestOfDay(until end: Int64) -> Int {
    let span = clock.offsetSpan
    let current = clock.secondOfDay
    let midnight = clock.seconds - Int64(current)
    let margin: Int64 = 26 * 3600
    guard abs(span.offset) < margin, current % 60 == 0,
      span.stableStart < midnight - margin, span.stableEnd > midnight + 86_400 + margin
    else { return 0 }
    let lastMinute = Int(min(86_399, end - midnight)) / 60
    guard let last = fields.last(throughMinuteOfDay: lastMinute), last > current / 60 else { return 0 }
    let passed =
      fields.count(throughMinuteOfDay: lastMinute) - fields.count(throughMinuteOfDay: current / 60)
    skip(toMinuteOfDay: last)
    return passed
  }
}
