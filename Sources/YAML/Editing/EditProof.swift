import KubeCore
import Support

/// Holds an edited file against what it was: one document says what was intended, all others are the same bytes.
struct EditProof {
  private let bytes: [UInt8]
  private let documents: [YAMLDocument]
  private let index: Int
  private let plain: Tree

  init(_ bytes: [UInt8], document range: Range<Int>, line: Int) throws(YAMLEditRefusal) {
    self.bytes = bytes
    documents = Array(YAMLParser().documents(bytes))
    guard let index = documents.firstIndex(where: { $0.range == range && $0.line == line }) else {
      throw YAMLEditRefusal(.unreadable, "the bytes are no document of the file")
    }
    self.index = index
    do throws(YAMLSyntaxError) {
      let tree = try documents[index].content.get()
      plain = tree.plain(tree.root)
    } catch {
      throw YAMLEditRefusal(.unreadable, error.message, at: error.mark)
    }
  }

  /// Refuses a new text that is not the old one with exactly these changes made by exactly these edits.
  func check(_ new: [UInt8], _ edits: [TextEdit], _ changes: [YAMLChange]) throws(YAMLEditRefusal) {
    var intended = plain
    for change in changes { intended = try intended.applying(change) }
    guard TextEdit.apply(edits, to: bytes) == new else {
      throw YAMLEditRefusal(.unproven, "the edits do not give the new text")
    }
    let after = Array(YAMLParser().documents(new))
    guard after.count == documents.count else {
      throw YAMLEditRefusal(.unproven, "the file would have \(after.count) documents instead of \(documents.count)")
    }
    for (before, now) in zip(documents, after) where before.index != index {
      guard bytes[before.range] == new[now.range] else {
        throw YAMLEditRefusal(.unproven, "another document would change")
      }
    }
    guard case .success(let tree) = after[index].content, tree.plain(tree.root).isSame(as: intended) else {
      throw YAMLEditRefusal(.unproven, "the document would not say what was intended")
    }
  }
}
