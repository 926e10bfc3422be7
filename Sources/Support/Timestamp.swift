/// A moment in Unix time, whole seconds and nanoseconds, UTC.
///
/// Kubernetes' `metav1.Time` (seconds) and `metav1.MicroTime` both fit. The clock is always an argument: nothing in
/// the pure layers asks what time it is.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package var seconds: Int64
  /// 0 ..< 1_000_000_000.
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The moment `seconds` later; clamps at the ends of `Int64`.
  package func advanced(bySeconds delta: Int64) -> Timestamp {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return Timestamp(seconds: overflow ? (delta < 0 ? .min : .max) : sum, nanoseconds: nanoseconds)
  }
}

/// A date of the proleptic Gregorian calendar.
package struct CivilDate: Hashable, Sendable {
  package var year: Int
  /// 1 ... 12
  package var month: Int
  /// 1 ... 31
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date that lies `days` after 1970-01-01. Source: H. Hinnant, chrono-compatible low-level date algorithms.
  package init(daysSinceEpoch days: Int) {
    let shifted = days &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; months and days outside their range carry over as in Go's `time.Date`.
  package var daysSinceEpoch: Int {
    let monthIndex = month - 1
    let carriedYears = monthIndex >= 0 ? monthIndex / 12 : (monthIndex - 11) / 12
    let normalMonth = monthIndex - carriedYears * 12 + 1
    let shiftedYear = year + carriedYears - (normalMonth <= 2 ? 1 : 0)
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (normalMonth > 2 ? normalMonth - 3 : normalMonth + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468 + (day - 1)
  }

  /// 0 = Sunday.
  package var weekday: Int {
    let remainder = (daysSinceEpoch + 4) % 7
    return remainder < 0 ? remainder + 7 : remainder
  }
}
