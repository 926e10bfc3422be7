/// Edits made one after the other, kept as edits of the first text.
struct EditLog {
  /// In order, apart from one another; their ranges are those of the first text.
  private(set) var edits: [TextEdit] = []

  /// Takes in an edit of the text as it is now.
  mutating func add(_ edit: TextEdit) {
    var (kept, merged, delta) = ([TextEdit](), edit, 0)
    // `merged` stays in the offsets of the text as it is now; the first text's lie `delta` lower, behind an edit.
    var isPlaced = false
    var original: Range<Int>?
    for old in edits {
      let now = old.range.lowerBound + delta..<old.range.lowerBound + delta + old.replacement.count
      if now.upperBound < edit.range.lowerBound {
        kept.append(old)
      } else if now.lowerBound > edit.range.upperBound {
        if !isPlaced { kept.append(Self.placed(merged, original, edit, delta)) }
        isPlaced = true
        kept.append(old)
      } else {
        if now.lowerBound < edit.range.lowerBound {
          merged.replacement = old.replacement.prefix(edit.range.lowerBound - now.lowerBound) + merged.replacement
        }
        if now.upperBound > edit.range.upperBound {
          merged.replacement += old.replacement.suffix(now.upperBound - edit.range.upperBound)
        }
        let lower = original?.lowerBound ?? min(edit.range.lowerBound - delta, old.range.lowerBound)
        let after = max(0, edit.range.upperBound - now.upperBound)
        original = lower..<old.range.upperBound + after
      }
      delta += old.replacement.count - old.range.count
    }
    if !isPlaced { kept.append(Self.placed(merged, original, edit, delta)) }
    edits = kept
  }

  private static func placed(_ merged: TextEdit, _ original: Range<Int>?, _ edit: TextEdit, _ delta: Int) -> TextEdit {
    let range = original ?? edit.range.lowerBound - delta..<edit.range.upperBound - delta
    return TextEdit(range: range, replacement: merged.replacement)
  }

  /// Where in the first text an offset of the text as it is now lies; inside of a replacement, its start.
  func originalOffset(_ offset: Int) -> Int {
    var delta = 0
    for edit in edits {
      let start = edit.range.lowerBound + delta
      if offset < start { break }
      if offset < start + edit.replacement.count { return edit.range.lowerBound }
      delta += edit.replacement.count - edit.range.count
    }
    return offset - delta
  }
}
