internal import KubeCore
internal import Support

/// Values in messages as Go prints them.
enum GoPrinting {
  /// `%v` of a `float64`, which is `%g` with the fewest digits: exponents below -4 and from 21 on.
  static func float(_ value: Double) -> String { shortest(value, smallestPlainExponent: -4) }

  /// A `float64` in `json.Marshal`: exponents below -6 and from 21 on.
  static func jsonFloat(_ value: Double) -> String { shortest(value, smallestPlainExponent: -6) }

  private static func shortest(_ value: Double, smallestPlainExponent: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    let (digits, exponent) = decimal(value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    if value == 0 { return sign + "0" }
    if exponent < smallestPlainExponent || exponent >= 21 {
      let fraction = digits.dropFirst()
      let mantissa = String(digits.prefix(1)) + (fraction.isEmpty ? "" : "." + fraction)
      let power = String(abs(exponent))
      return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power.utf8.count < 2 ? "0" + power : power)
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if digits.utf8.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.utf8.count)
    }
    return sign + String(digits.prefix(exponent + 1)) + "." + String(digits.dropFirst(exponent + 1))
  }

  /// The fewest digits that read back the same, and the power of ten of the first.
  private static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
    let text = value.description.lowercased()
    let parts = text.split(separator: "e")
    let power = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let halves = parts[0].split(separator: ".")
    let whole = String(halves[0])
    var fraction = halves.count > 1 ? String(halves[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let all = whole + fraction
    let leading = all.prefix { $0 == "0" }.count
    var digits = String(all.dropFirst(leading))
    while digits.hasSuffix("0") { digits.removeLast() }
    return (digits, whole.count - 1 - leading + power)
  }
}

extension Tree {
  /// `json.Marshal` of plain data: members by name, strings safe for HTML.
  var goJSON: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): GoPrinting.jsonFloat(number)
    case .string(let text): GoText.json(text)
    case .array(let elements): "[" + elements.map(\.goJSON).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        .map { GoText.json($0.name) + ":" + $0.value.goJSON }.joined(separator: ",") + "}"
    }
  }

  /// As `field.Error` prints a bad value: numbers and booleans bare, strings quoted, the rest as JSON.
  var goBadValue: String {
    switch self {
    case .number(let number): GoPrinting.float(number)
    case .string(let text): goQuoted(text)
    default: goJSON
    }
  }

  /// Equal as JSON: without regard to the order of members.
  func equalsJSON(_ other: Tree) -> Bool {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { member in
          right.contains { $0.name == member.name && $0.value.equalsJSON(member.value) }
        }
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equalsJSON($1) }
    default: self == other
    }
  }
}
