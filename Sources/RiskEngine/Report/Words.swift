/// Numbers and lists as sentences carry them.
package enum Words {
  /// A rate with one decimal where it has one: `22`, `41.7`.
  package static func rate(_ value: Double) -> String {
    let text = decimal(value, digits: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `0.42 s`.
  package static func seconds(_ value: Double) -> String { decimal(value, digits: 2) + " s" }

  /// `66–88`, or one number where both are the same.
  package static func range(_ range: RateRange) -> String {
    let low = decimal(range.low, digits: 0)
    let high = decimal(range.high, digits: 0)
    return low == high ? low : "\(low)–\(high)"
  }

  /// `1 replica`, `2 replicas`.
  package static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// `a, b and c`; from the fifth on they are counted.
  package static func list(_ items: [String], shown: Int = 4) -> String {
    guard let last = items.last else { return "none" }
    if items.count == 1 { return last }
    if items.count > shown { return items.prefix(shown).joined(separator: ", ") + " and \(items.count - shown) more" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A number with a fixed count of decimals, rounded half up.
  package static func decimal(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return String(value) }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((value.magnitude * scale).rounded())
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard digits > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(sign)\(scaled / Int64(scale)).\(zeros)\(fraction)"
  }
}
