/// A number as the name of a JSON member: Go's `strconv.FormatFloat(value, 'g', -1, 32)`, as `sigs.k8s.io/yaml` has it.
enum GoFloat {
  static func text(_ value: Double) -> String {
    let single = Float(value)
    guard single.isFinite else { return single.isNaN ? ".nan" : single < 0 ? "-.inf" : ".inf" }
    let sign = single.sign == .minus ? "-" : ""
    guard single != 0 else { return sign + "0" }
    let (digits, point) = shortest(single.magnitude)
    let exponent = point - 1
    if (-4..<6).contains(exponent) { return sign + fixed(digits, point) }
    let fraction = digits.utf8.count > 1 ? "." + digits.dropFirst() : ""
    let magnitude = String(exponent.magnitude)
    return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")"
      + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }

  /// The fewest digits that read back as `value`, and how many of them stand before the decimal point.
  private static func shortest(_ value: Float) -> (digits: String, point: Int) {
    let parts = value.description.split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = (parts.first ?? "0").split(separator: ".", maxSplits: 1)
    let whole = mantissa.first ?? ""
    var digits = whole + (mantissa.count > 1 ? mantissa[1] : "")
    while digits.hasSuffix("0") { digits.removeLast() }
    let leading = digits.prefix { $0 == "0" }.utf8.count
    return (String(digits.dropFirst(leading)), whole.utf8.count + exponent - leading)
  }

  private static func fixed(_ digits: String, _ point: Int) -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    let count = digits.utf8.count
    if point >= count { return digits + String(repeating: "0", count: point - count) }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
