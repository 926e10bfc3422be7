package import Support

/// How much two statuses differ: whether a write is due at once, later, or not at all.
package enum StatusDifference: Int, Comparable, Sendable {
  /// Nothing that anybody would see.
  case none
  /// Numbers alone, by more than ``deadBand``.
  case numbers
  /// Something else: a level, a finding, a patch, a condition.
  case semantic

  /// What numbers may move by without being news.
  package static let deadBand = 0.1

  package static func < (left: StatusDifference, right: StatusDifference) -> Bool { left.rawValue < right.rawValue }

  /// - Parameter schema: says of each field whether it moves by degrees.
  package static func between(_ old: Tree?, _ new: Tree?, _ schema: Schema) -> StatusDifference {
    if old == new { return .none }
    guard let old, let new else { return .semantic }
    switch (schema.form, old, new) {
    case (.object(let fields), .object, .object):
      return fields.reduce(.none) { max($0, between(old[$1.name], new[$1.name], $1.schema)) }
    case (.array(let items, _, _), .array(let left), .array(let right)):
      guard left.count == right.count else { return .semantic }
      return zip(left, right).reduce(.none) { max($0, between($1.0, $1.1, items)) }
    case (_, .integer(let left), .integer(let right)) where schema.movement == .gradual:
      return moved(Double(left), Double(right)) ? .numbers : .none
    case (_, .string(let left), .string(let right)) where schema.movement == .gradual: return texts(left, right)
    default: return .semantic
    }
  }

  private static func moved(_ old: Double, _ new: Double) -> Bool {
    (new - old).magnitude > deadBand * max(old.magnitude, new.magnitude)
  }

  /// Texts that differ in their numbers alone differ as far as those do.
  private static func texts(_ left: String, _ right: String) -> StatusDifference {
    let (old, new) = (NumberedText(left), NumberedText(right))
    guard old.pieces == new.pieces else { return .semantic }
    return zip(old.numbers, new.numbers).contains { moved($0, $1) } ? .numbers : .none
  }
}

/// A text taken apart into its numbers and what stands between them.
struct NumberedText {
  private(set) var pieces: [String] = []
  private(set) var numbers: [Double] = []

  init(_ text: String) {
    var (piece, number) = ("", "")
    for character in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(character)
      if isDigit || (character == "." && !number.isEmpty) {
        number.unicodeScalars.append(character)
        continue
      }
      flush(&piece, &number)
      piece.unicodeScalars.append(character)
    }
    flush(&piece, &number)
    pieces.append(piece)
  }

  private mutating func flush(_ piece: inout String, _ number: inout String) {
    guard !number.isEmpty else { return }
    // A point at the end belongs to the sentence.
    let isSentence = number.hasSuffix(".")
    if isSentence { number.removeLast() }
    pieces.append(piece)
    numbers.append(Double(number) ?? 0)
    (piece, number) = (isSentence ? "." : "", "")
  }
}
