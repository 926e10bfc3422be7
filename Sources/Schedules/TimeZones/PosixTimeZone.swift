internal import Support

/// The rule for all time after the last transition of a TZif file: its footer, a POSIX `TZ` string.
struct PosixTimeZone: Hashable, Sendable {
  /// Seconds east of UTC in standard time.
  var standardOffset: Int64
  /// Daylight saving time, where the rule has it.
  var daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    var offset: Int64
    var start: PosixDayRule
    var end: PosixDayRule
  }

  /// The offset at a moment, with the stretch around it inside its year of UTC.
  ///
  /// The year and its seconds are those of UTC, and the stretch ends 365 days after the year began even in leap years;
  /// both as in `tzset` of Go's `time/zoneinfo.go`.
  func span(at seconds: Int64, lastTransition: Int64) -> OffsetSpan {
    guard let daylight else { return OffsetSpan(offset: standardOffset, start: lastTransition, end: .max) }
    let days = seconds.flooredQuotient(86_400)
    let year = CivilDate(daysSinceEpoch: Int(days)).year
    let yearStart = Int64(CivilDate(year: year, month: 1, day: 1).daysSinceEpoch) * 86_400
    var inside = daylight.offset
    var outside = standardOffset
    var start = daylight.start.seconds(in: year, offset: standardOffset)
    var end = daylight.end.seconds(in: year, offset: daylight.offset)
    if end < start {
      swap(&start, &end)
      swap(&inside, &outside)
    }
    let position = seconds - yearStart
    var span =
      if position < start {
        OffsetSpan(offset: outside, start: yearStart, end: yearStart + start)
      } else if position >= end {
        OffsetSpan(offset: outside, start: yearStart + end, end: yearStart + 365 * 86_400)
      } else {
        OffsetSpan(offset: inside, start: yearStart + start, end: yearStart + end)
      }
    // A rule may point outside its year; the next year then has its own answer.
    span.stableStart = max(span.start, yearStart)
    span.stableEnd = min(span.end, yearStart + 365 * 86_400)
    return span
  }
}

extension Int64 {
  /// Division that rounds towards negative infinity; `divisor` is positive.
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// The remainder of `flooredQuotient`, never negative; `divisor` is positive.
  func flooredRemainder(_ divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
