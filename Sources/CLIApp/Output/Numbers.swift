import RiskEngine

/// Numbers as people read them: whole rates without `.0`, seconds in the unit that fits.
enum Numbers {
  /// A rate with one decimal, none where it is whole, more where it is small: `22`, `5.4`, `0.04`.
  static func rate(_ value: Double) -> String {
    guard value > 0, value < 0.095 else { return decimal(value, places: 1) }
    return value < 0.005 ? "<0.01" : "0.0\(Int((value * 100).rounded()))"
  }

  /// `66–88`, or one number where both are the same.
  static func range(_ range: RateRange) -> String {
    let low = rate(range.low)
    let high = rate(range.high)
    return low == high ? low : "\(low)–\(high)"
  }

  /// `420 ms`, `3.2 s`, `2.5 min`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 0.9995 { return decimal(seconds * 1000, places: 0) + " ms" }
    if seconds < 120 { return decimal(seconds, places: 1) + " s" }
    return decimal(seconds / 60, places: 1) + " min"
  }

  /// `1 policy`, `2 policies`.
  static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

  /// At most `places` decimals, zeros at the end left out.
  private static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let factor = places == 0 ? 1 : 10.0
    let scaled = Int((abs(value) * factor).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if places == 0 { return sign + String(scaled) }
    return sign + String(scaled / 10) + (scaled % 10 == 0 ? "" : ".\(scaled % 10)")
  }
}
