extension PosixTimeZone {
  /// Reads a POSIX `TZ` string as Go's `tzset` does, hours up to 168 and `;` before the rules included; `nil` for
  /// anything else.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = PosixScanner(rest: text)
    guard scanner.name(), let west = scanner.offset() else { return nil }
    standardOffset = -west
    if scanner.isAtEnd || scanner.peek == UInt8(ascii: ",") { return }
    guard scanner.name() else { return nil }
    var daylightOffset = standardOffset + 3600
    if !scanner.isAtEnd && scanner.peek != UInt8(ascii: ",") {
      guard let west = scanner.offset() else { return nil }
      daylightOffset = -west
    }
    if scanner.isAtEnd { scanner = PosixScanner(rest: ArraySlice(",M3.2.0,M11.1.0".utf8)) }
    guard scanner.take(",") || scanner.take(";"), let start = scanner.rule(), scanner.take(","),
      let end = scanner.rule(), scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: daylightOffset, start: start, end: end)
  }
}

/// Reads the parts of a POSIX `TZ` string from the front.
private struct PosixScanner {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool { rest.isEmpty }
  var peek: UInt8? { rest.first }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// At least three characters up to a digit, comma or sign, or anything between `<` and `>`.
  mutating func name() -> Bool {
    if take("<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(close + 1)...]
      return true
    }
    let end = rest.firstIndex { (48...57).contains($0) || $0 == 43 || $0 == 44 || $0 == 45 } ?? rest.endIndex
    guard end - rest.startIndex >= 3 else { return false }
    rest = rest[end...]
    return true
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func offset() -> Int64? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hours = number(0...168) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] {
      guard take(":") else { break }
      guard let value = number(0...59) else { return nil }
      seconds += value * unit
    }
    return Int64(isNegative ? -seconds : seconds)
  }

  mutating func rule() -> PosixDayRule? {
    guard let day = day() else { return nil }
    guard take("/") else { return PosixDayRule(day: day, time: 2 * 3600) }
    return offset().map { PosixDayRule(day: day, time: $0) }
  }

  private mutating func day() -> PosixDayRule.Day? {
    if take("J") { return number(1...365).map { .julian($0) } }
    guard take("M") else { return number(0...365).map { .dayOfYear($0) } }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."), let day = number(0...6)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    var value = 0
    var digits = 0
    while let byte = rest.first, (48...57).contains(byte) {
      value = value * 10 + Int(byte - 48)
      guard value <= range.upperBound else { return nil }
      digits += 1
      rest.removeFirst()
    }
    return digits > 0 && value >= range.lowerBound ? value : nil
  }
}
