import KubeCore
import Support

/// One document of a file, as what it says and as how it is written.
struct EditableDocument {
  let tree: SourceTree
  let layout: DocumentLayout
  let lines: TextLines
  let plain: Tree
  /// What new lines end with.
  let lineBreak: [UInt8]

  init(_ bytes: [UInt8], range: Range<Int>, line: Int, lineBreak: [UInt8]) throws(YAMLEditRefusal) {
    self.lineBreak = lineBreak
    lines = TextLines(bytes, document: range)
    do throws(YAMLSyntaxError) { tree = try YAMLParser().document(bytes, range: range, line: line).get() } catch {
      throw YAMLEditRefusal(.unreadable, error.message, at: error.mark)
    }
    guard let layout = LayoutReader.layout(lines, line: line) else {
      throw YAMLEditRefusal(.unreadable, "there is no document, only comments")
    }
    self.layout = layout
    plain = tree.plain(tree.root)
    if layout.root.isFlow, isJSON {
      throw YAMLEditRefusal(.json, "the document is JSON, which has no comments to keep", at: layout.root.start)
    }
  }

  private var isJSON: Bool {
    let text = Array(lines.bytes[layout.root.range])
    return (try? JSONReader.read(text) { (reader) throws(WireError) in try reader.tree() }) != nil
  }

  /// The bytes of the file's break where `text` has LF.
  func withLineBreaks(_ text: String) -> [UInt8] {
    lineBreak == [0x0A] ? Array(text.utf8) : text.utf8.flatMap { $0 == 0x0A ? lineBreak : [$0] }
  }
}
