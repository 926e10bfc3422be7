extension Timestamp {
  /// Reads an RFC 3339 time such as `2026-11-21T04:05:06Z` or `2026-11-21T04:05:06.123+02:00`; `nil` for anything else.
  package init?(rfc3339 text: String) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let year = scanner.number(digits: 4), scanner.take("-"),
      let month = scanner.number(digits: 2), scanner.take("-"),
      let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t"),
      let hour = scanner.number(digits: 2), scanner.take(":"),
      let minute = scanner.number(digits: 2), scanner.take(":"),
      let second = scanner.number(digits: 2),
      (1...12).contains(month), (1...Self.days(inMonth: month, year: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    guard let nanoseconds = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    self.init(
      seconds: Int64(days * 86_400 + hour * 3600 + minute * 60 + second - offset), nanoseconds: nanoseconds)
  }

  /// RFC 3339 in UTC; a fraction only where there is one.
  package var rfc3339: String { rfc3339(offsetSeconds: 0) }

  /// RFC 3339 with the given offset from UTC in seconds (east is positive).
  package func rfc3339(offsetSeconds: Int) -> String {
    let local = Int(seconds) &+ offsetSeconds
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let rest = local - days * 86_400
    let date = CivilDate(daysSinceEpoch: days)
    var text =
      "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    if nanoseconds != 0 {
      var digits = padded(Int(nanoseconds), 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    if offsetSeconds == 0 { return text + "Z" }
    let magnitude = abs(offsetSeconds)
    return text + (offsetSeconds < 0 ? "-" : "+") + "\(padded(magnitude / 3600, 2)):\(padded(magnitude / 60 % 60, 2))"
  }

  /// The length of a month in the Gregorian calendar.
  package static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// `value` in decimal, filled with zeros from the left to `width`.
package func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}

private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ character: Character) -> Bool {
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func number(digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + digits] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    position += digits
    return value
  }

  mutating func fraction() -> Int32? {
    guard take(".") else { return 0 }
    var value: Int32 = 0
    var count = 0
    while position < bytes.count, (48...57).contains(bytes[position]) {
      if count < 9 { value = value * 10 + Int32(bytes[position] - 48) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    while count < 9 {
      value *= 10
      count += 1
    }
    return value
  }

  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign: Int
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
