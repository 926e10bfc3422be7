/// A rate that the name of a CronJob promises, such as that of `cleanup-hourly` or `sync-every-5m`.
package struct NamedRate: Hashable, Sendable {
  /// The words of the name that say it.
  package var words: String
  package var runsPerHour: Double
  /// From how many times the rate on the name and the schedule disagree for certain.
  package var tolerance: Double

  /// The highest rate among the words of a name; `nil` where none names a rate, or one says `twice` and the like.
  package static func read(from name: String) -> NamedRate? {
    let tokens = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    // A span of time beside these is an age or a window, not a rhythm.
    guard !tokens.contains(where: ambiguous.contains) else { return nil }
    var rates: [NamedRate] = []
    for (index, token) in tokens.enumerated() {
      if let rate = periods[token] {
        rates.append(NamedRate(words: token, runsPerHour: rate, tolerance: 6))
      } else if token.hasPrefix("every") {
        if let rate = every(token, following: tokens.dropFirst(index + 1)) { rates.append(rate) }
      } else if index == tokens.count - 1, let rate = duration(token) {
        rates.append(NamedRate(words: token, runsPerHour: rate, tolerance: 5))
      }
    }
    return rates.max { $0.runsPerHour < $1.runsPerHour }
  }

  static let daily = 1.0 / 24
  static let weekly = 1.0 / 168
  static let monthly = 12.0 / 8766
  static let yearly = 1.0 / 8766

  private static let periods: [String: Double] = [
    "minutely": 60, "hourly": 1, "daily": daily, "nightly": daily, "weekly": weekly,
    "monthly": monthly, "yearly": yearly, "annually": yearly, "everyday": daily,
  ]

  private static let ambiguous: Set<String> = [
    "twice", "thrice", "bi", "semi", "half", "times", "older", "than", "last", "past", "after", "ttl", "retention",
    "keep", "window", "timeout", "max", "over", "rollup", "downsample", "aggregate", "avg", "rate",
  ]

  private static let units: [String: Double] = [
    "s": 3600, "sec": 3600, "secs": 3600, "second": 3600, "seconds": 3600,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 1, "hr": 1, "hrs": 1, "hour": 1, "hours": 1,
    "d": daily, "day": daily, "days": daily, "night": daily, "week": weekly, "weeks": weekly,
    "month": monthly, "months": monthly,
  ]

  /// `every-5m`, `every-5-minutes`, `every5min`, `every-hour`.
  private static func every(_ token: String, following: ArraySlice<String>) -> NamedRate? {
    var rest = Array(following.prefix(2))
    let attached = String(token.dropFirst("every".count))
    if !attached.isEmpty { rest.insert(attached, at: 0) }
    guard let first = rest.first else { return nil }
    func rate(_ words: [String], _ runsPerHour: Double?) -> NamedRate? {
      let spoken = attached.isEmpty ? ["every"] + words : [token] + words.dropFirst()
      return runsPerHour.map { NamedRate(words: spoken.joined(separator: "-"), runsPerHour: $0, tolerance: 2) }
    }
    if let unit = units[first], first.count > 1 { return rate([first], unit) }
    if let found = duration(first, anyUnit: true) { return rate([first], found) }
    guard let count = Int(first), count > 0, rest.count > 1, let unit = units[rest[1]] else { return nil }
    return rate([first, rest[1]], unit / Double(count))
  }

  /// `5m`, `15min`, `2h`; days and longer only with `anyUnit`, since `30d` alone is an age.
  private static func duration(_ token: String, anyUnit: Bool = false) -> Double? {
    let digits = token.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count > 0, let unit = units[String(token.dropFirst(digits.count))] else {
      return nil
    }
    return anyUnit || unit >= 1 && unit <= 60 ? unit / Double(count) : nil
  }
}
