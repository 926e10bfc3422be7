import KubeCore
import Support

extension EditPlan {
  /// libyaml takes no longer key before a `:`.
  private static let keyLimit = 1000

  /// The edits that add a key behind the last of a mapping.
  func insertion(of name: String, _ value: Tree, into site: EditSite) throws(YAMLEditRefusal) -> [TextEdit] {
    let writer = writer(near: [site.node, site.parent].compactMap(\.self))
    if site.node.isFlow { return flowInsertion(of: writer.flow(members: [.init(name, value)]), into: site.node) }
    guard name.utf8.count <= Self.keyLimit else {
      throw YAMLEditRefusal(.style, "the key is too long to stand before a ':'", at: site.node.start)
    }
    let column = site.node.column ?? 0
    return insertion(
      of: margin(column) + writer.key(name) + ":" + writer.text(value, underKeyAt: column), behindLast: site.node,
      column)
  }

  /// The edits that add an element behind the last of a list.
  func append(_ value: Tree, to site: EditSite) throws(YAMLEditRefusal) -> [TextEdit] {
    let writer = writer(near: [site.node, site.parent].compactMap(\.self))
    if site.node.isFlow { return flowInsertion(of: writer.flow(value), into: site.node) }
    let column = site.node.column ?? 0
    return insertion(
      of: margin(column) + "-" + writer.text(value, behindDashAt: column), behindLast: site.node, column)
  }

  private func margin(_ column: Int) -> String { String(repeating: " ", count: column) }

  private func insertion(of text: String, behindLast node: LayoutNode, _ column: Int) -> [TextEdit] {
    let end = node.items.last?.end ?? node.range.upperBound
    return insertion(of: text, behindLineOf: lines.behindInnerComments(end, column: column))
  }

  /// Behind the last item in brackets or braces: in its line, or in one of its own where the others have theirs.
  private func flowInsertion(of text: String, into node: LayoutNode) -> [TextEdit] {
    guard let last = node.items.last, let first = node.items.first else { return [] }
    let lineStart = lines.lineStart(first.start.offset)
    let hasOwnLines =
      lines.isFirstInLine(last.start.offset) && lines.isFirstInLine(first.start.offset)
      && lines.lineEnd(last.end) < node.range.upperBound
    guard hasOwnLines else { return [.insert(Array((", " + text).utf8), at: last.end)] }
    let margin = lines.bytes[lineStart..<first.start.offset]
    let hasComma = lines.bytes[lines.skipBlanks(last.end)] == UInt8(ascii: ",")
    let comma = hasComma ? [] : [TextEdit.insert([UInt8(ascii: ",")], at: last.end)]
    let line = document.lineBreak + margin + Array(text.utf8) + (hasComma ? [UInt8(ascii: ",")] : [])
    return comma + [.insert(line, at: lines.lineEnd(last.end))]
  }
}
