internal import Support

/// A moment with the wall clock of a time zone: Go's `time.Time` in a location, whole seconds.
struct LocalClock {
  private let rules: TimeZoneRules
  private(set) var seconds: Int64
  private var span: OffsetSpan
  private var cachedDate: (dayNumber: Int, date: CivilDate)

  init(seconds: Int64, rules: TimeZoneRules) {
    self.rules = rules
    self.seconds = seconds
    span = rules.span(at: seconds)
    let dayNumber = Int((seconds + span.offset).flooredQuotient(86_400))
    cachedDate = (dayNumber, CivilDate(daysSinceEpoch: dayNumber))
  }

  /// The stretch of unchanged offset around the moment.
  var offsetSpan: OffsetSpan { span }

  private var local: Int64 { seconds + span.offset }
  /// Days since 1970-01-01 on the wall clock.
  var dayNumber: Int { cachedDate.dayNumber }
  var year: Int { cachedDate.date.year }
  var month: Int { cachedDate.date.month }
  var day: Int { cachedDate.date.day }
  /// 0 = Sunday.
  var weekday: Int { Int((Int64(dayNumber) + 4).flooredRemainder(7)) }
  var secondOfDay: Int { Int(local.flooredRemainder(86_400)) }
  var hour: Int { secondOfDay / 3600 }
  var minute: Int { secondOfDay / 60 % 60 }
  var second: Int { secondOfDay % 60 }

  /// Moves by real time, whatever the wall clock does meanwhile.
  mutating func add(_ delta: Int64) { move(to: seconds + delta) }

  /// Moves back to a full minute of UTC, which is what Go's `Truncate` rounds to.
  mutating func truncateToMinute() { move(to: seconds - seconds.flooredRemainder(60)) }

  /// Moves to a wall-clock time; months and days outside their range carry over.
  mutating func set(year: Int, month: Int, day: Int, secondOfDay: Int) {
    let dayNumber = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    move(to: rules.instant(ofLocal: Int64(dayNumber) * 86_400 + Int64(secondOfDay)))
  }

  /// Moves to the same wall-clock time months and days later.
  mutating func addDate(months: Int = 0, days: Int = 0) {
    set(year: year, month: month + months, day: day + days, secondOfDay: secondOfDay)
  }

  mutating func move(to target: Int64) {
    seconds = target
    if target < span.stableStart || target >= span.stableEnd { span = rules.span(at: target) }
    let dayNumber = Int(local.flooredQuotient(86_400))
    if dayNumber != cachedDate.dayNumber { cachedDate = (dayNumber, CivilDate(daysSinceEpoch: dayNumber)) }
  }
}
