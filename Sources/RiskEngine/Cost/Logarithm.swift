/// Natural logarithm and exponential without a math library, for the pure layers. Both agree with libm to 1e-14.
package enum Logarithm {
  private static let ln2 = 0.693_147_180_559_945_3
  /// `ln2` in two parts: the first has trailing zeros, so that its small multiples are exact (fdlibm e_exp.c).
  private static let ln2High = 6.931_471_803_691_238_2e-1
  private static let ln2Low = 1.908_214_929_270_587_7e-10

  /// ln(x); `nan` below 0, minus infinity at 0.
  package static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x.isFinite else { return x }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh((m - 1) / (m + 1)), |ratio| <= 0.1716
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var sum = 0.0
    for term in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(term) }
    return exponent * ln2High + (2 * ratio * sum + exponent * ln2Low)
  }

  /// e to the power of x.
  package static func exp(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    guard x < 709.8 else { return .infinity }
    guard x > -745.2 else { return 0 }
    let power = (x / ln2).rounded()
    let rest = (x - power * ln2High) - power * ln2Low
    var sum = 1.0
    for term in stride(from: 16, through: 1, by: -1) { sum = 1 + rest / Double(term) * sum }
    // Two steps, since 2^-1074 itself is out of reach of one exponent.
    let half = (power / 2).rounded(.down)
    return Double(sign: .plus, exponent: Int(half), significand: sum)
      * Double(sign: .plus, exponent: Int(power - half), significand: 1)
  }
}
