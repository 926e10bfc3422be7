/// Logarithm and exponential of ordinary positive numbers, to about 1e-14, without a C library.
package enum Logarithm {
  private static let ln2 = 0.693_147_180_559_945_3

  /// The natural logarithm of a finite number above 0; `-infinity` for 0 and below.
  package static func natural(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value > 0 ? value : -.infinity }
    // value = significand × 2^exponent; ln(s) = 2 atanh((s - 1) / (s + 1)).
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    var divisor = 1.0
    while term.magnitude > 1e-18 * divisor {
      sum += term / divisor
      term *= square
      divisor += 2
    }
    return 2 * sum + Double(value.exponent) * ln2
  }

  /// e to the power of `value`; 0 and infinity beyond what a Double holds.
  package static func exponential(_ value: Double) -> Double {
    guard value.isFinite, value.magnitude < 700 else { return value < 0 ? 0 : .infinity }
    let halvings = (value / ln2).rounded()
    let rest = value - halvings * ln2
    var term = 1.0
    var sum = 1.0
    var index = 1.0
    while term.magnitude > 1e-18 {
      term *= rest / index
      sum += term
      index += 1
    }
    return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
  }
}
