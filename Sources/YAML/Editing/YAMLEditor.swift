import KubeCore
import Support

/// Edits one document of a YAML file by ranges of its bytes and keeps all others: comments, quoting, indentation, line
/// ends, order.
///
/// Nothing is returned that was not read again and found to say what was intended; what the editor does not understand
/// it refuses.
package struct YAMLEditor: Sendable {
  /// What became of a file.
  package struct Edited: Hashable, Sendable {
    /// In order and apart from one another, of the file as it was.
    package var edits: [TextEdit]
    /// The file as it is after them.
    package var bytes: [UInt8]
  }

  private let bytes: [UInt8]
  private let range: Range<Int>
  private let line: Int

  /// - Parameters: as ``YAMLDocument`` has them for a document of the file `bytes`.
  package init(_ bytes: [UInt8], documentRange: Range<Int>, documentLine: Int) {
    self.bytes = bytes
    range = documentRange
    line = documentLine
  }

  /// The file after the changes, made one after the other.
  package func applying(_ changes: [YAMLChange]) throws(YAMLEditRefusal) -> Edited {
    let proof = try EditProof(bytes, document: range, line: line)
    var log = EditLog()
    var text = Text(bytes: bytes, range: range)
    for change in changes {
      do throws(YAMLEditRefusal) { try apply(change, to: &text, &log) } catch {
        throw placed(error, log)
      }
    }
    try proof.check(text.bytes, log.edits, changes)
    return Edited(edits: log.edits, bytes: text.bytes)
  }

  /// The file on its way: its bytes, and where the document lies in them.
  private struct Text {
    var bytes: [UInt8]
    var range: Range<Int>
  }

  private func apply(_ change: YAMLChange, to text: inout Text, _ log: inout EditLog) throws(YAMLEditRefusal) {
    let document = try EditableDocument(
      text.bytes, range: text.range, line: line, lineBreak: TextLines.lineBreak(of: bytes))
    let intended = try document.plain.applying(change)
    if intended.isSame(as: document.plain) { return }
    // Where a text of several lines cannot stand as it is, for what is around it, it can in quotes.
    for usesBlockText in [true, false] {
      let edits = try EditPlan(document: document, usesBlockText: usesBlockText).edits(change)
      guard let next = Self.applying(edits, to: text),
        case .success(let tree) = YAMLParser().document(next.bytes, range: next.range, line: line),
        tree.plain(tree.root).isSame(as: intended)
      else { continue }
      text = next
      for edit in edits.reversed() { log.add(edit) }
      return
    }
    let path = WireError.text(change.path)
    throw YAMLEditRefusal(
      .unproven, "no edit of \(path) was found that changes it alone", at: document.tree.mark(at: change.path))
  }

  private static func applying(_ edits: [TextEdit], to text: Text) -> Text? {
    guard let bytes = TextEdit.apply(edits, to: text.bytes) else { return nil }
    let end = text.range.upperBound + bytes.count - text.bytes.count
    return end >= text.range.lowerBound ? Text(bytes: bytes, range: text.range.lowerBound..<end) : nil
  }

  /// The refusal with its place in the file as it was given.
  private func placed(_ refusal: YAMLEditRefusal, _ log: EditLog) -> YAMLEditRefusal {
    var refusal = refusal
    refusal.mark = refusal.mark.map { SourceMark(offset: log.originalOffset($0.offset), in: bytes) }
    return refusal
  }
}
