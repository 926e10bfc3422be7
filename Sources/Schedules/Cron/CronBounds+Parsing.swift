extension CronBounds {
  /// Parses one field: a comma-separated list of `*`, `?`, `a` or `a-b`, each with an optional `/step`.
  ///
  /// Empty list items are dropped, so `,` selects nothing and is valid. Source: robfig/cron v3 `parser.go`.
  func field(_ text: String) throws(ScheduleError) -> CronField {
    var field = CronField(bits: 0)
    for item in text.utf8.split(separator: UInt8(ascii: ",")) {
      let part = try range(String(decoding: item, as: UTF8.self))
      field.bits |= part.bits
      field.isStar = field.isStar || part.isStar
    }
    return field
  }

  private func range(_ expression: String) throws(ScheduleError) -> CronField {
    let rangeAndStep = Self.split(expression, at: UInt8(ascii: "/"))
    let lowAndHigh = Self.split(rangeAndStep[0], at: UInt8(ascii: "-"))
    var isStar = lowAndHigh[0] == "*" || lowAndHigh[0] == "?"
    var start = minimum
    var end = maximum
    if !isStar {
      start = try value(lowAndHigh[0])
      switch lowAndHigh.count {
      case 1: end = start
      case 2: end = try value(lowAndHigh[1])
      default: throw .tooManyHyphens(expression)
      }
    }
    var step = 1
    if rangeAndStep.count == 2 {
      step = try Self.number(rangeAndStep[1])
      // `a/n` means from a to the maximum.
      if lowAndHigh.count == 1 { end = maximum }
      if step > 1 { isStar = false }
    } else if rangeAndStep.count > 2 {
      throw .tooManySlashes(expression)
    }
    if start < minimum { throw .belowMinimum(start, minimum: minimum, expression: expression) }
    if end > maximum { throw .aboveMaximum(end, maximum: maximum, expression: expression) }
    if start > end { throw .reversedRange(start: start, end: end, expression: expression) }
    if step == 0 { throw .zeroStep(expression) }
    return CronField(bits: bits(from: start, through: end, step: step), isStar: isStar)
  }

  private func value(_ text: String) throws(ScheduleError) -> Int {
    if let value = value(named: text) { return value }
    return try Self.number(text)
  }

  private static func number(_ text: String) throws(ScheduleError) -> Int {
    let number: Int
    do { number = try goInteger(text) } catch { throw .integer(expression: text, error) }
    guard number >= 0 else { throw .negative(number: number, expression: text) }
    return number
  }

  /// Never empty: text without the separator is one part, as with Go's `strings.Split`.
  private static func split(_ text: String, at separator: UInt8) -> [String] {
    text.utf8.split(separator: separator, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
