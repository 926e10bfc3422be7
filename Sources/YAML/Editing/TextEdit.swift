/// Bytes of a text that others take the place of.
package struct TextEdit: Hashable, Sendable {
  package var range: Range<Int>
  package var replacement: [UInt8]

  package init(range: Range<Int>, replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  static func insert(_ text: [UInt8], at offset: Int) -> TextEdit {
    TextEdit(range: offset..<offset, replacement: text)
  }

  static func delete(_ range: Range<Int>) -> TextEdit { TextEdit(range: range, replacement: []) }

  /// The text after edits that are in order and do not overlap, `nil` where they are not so.
  package static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    for edit in edits {
      guard position <= edit.range.lowerBound, edit.range.upperBound <= bytes.count else { return nil }
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }
}
