/// The range of one field and the names that stand for its values.
struct CronBounds: Sendable {
  let minimum: Int
  let maximum: Int
  let names: [String]

  static let minute = CronBounds(minimum: 0, maximum: 59, names: [])
  static let hour = CronBounds(minimum: 0, maximum: 23, names: [])
  static let dayOfMonth = CronBounds(minimum: 1, maximum: 31, names: [])
  static let month = CronBounds(
    minimum: 1, maximum: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
  static let dayOfWeek = CronBounds(
    minimum: 0, maximum: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])

  var size: Int { maximum - minimum + 1 }

  /// All values.
  var all: CronField { CronField(bits: bits(from: minimum, through: maximum, step: 1), isStar: true) }

  func bits(from start: Int, through end: Int, step: Int) -> UInt64 {
    var bits: UInt64 = 0
    var value = start
    while value <= end {
      bits |= 1 << UInt64(value)
      // A step beyond the range selects the first value only.
      if step > end - value { break }
      value += step
    }
    return bits
  }

  /// The value a name stands for, in any case.
  func value(named name: String) -> Int? {
    let lowered = String(String.UnicodeScalarView(name.unicodeScalars.map(Self.lowered)))
    return names.firstIndex { $0.utf8.elementsEqual(lowered.utf8) }.map { $0 + minimum }
  }

  /// The lower case of a scalar as Go's `strings.ToLower` has it, as far as the result is an ASCII letter.
  private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) + 32)
    case "\u{130}": "i"
    default: scalar
    }
  }
}
