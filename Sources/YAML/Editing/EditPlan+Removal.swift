import KubeCore
import Support

extension EditPlan {
  /// The edits that take away a key or an element with its lines and the comment behind it.
  func removal(_ path: [WireError.Segment]) throws(YAMLEditRefusal) -> [TextEdit] {
    let site = try site(of: path)
    guard site.rest.isEmpty, let parent = site.parent, let item = site.item else { return [] }
    try checkAnchors(in: item.start.offset..<item.end, of: item.key + [item.value])
    if parent.items.count == 1 {
      let holder = try self.site(of: path.dropLast())
      try check(holder, for: path.dropLast())
      return try replacement(at: holder, with: parent.kind == .mapping ? .object([]) : .array([]))
    }
    guard parent.isFlow || item.indicatorEnd != nil else {
      throw YAMLEditRefusal(.style, "the key is written behind '?'", at: item.start)
    }
    return parent.isFlow ? flowRemoval(site.index, of: parent) : [blockRemoval(item, of: parent)]
  }

  private func blockRemoval(_ item: LayoutItem, of parent: LayoutNode) -> TextEdit {
    let start = item.start.offset
    let end = lines.behindInnerComments(item.end, column: item.start.column - 1)
    if lines.isFirstInLine(start) { return deletion(ofLinesFrom: lines.lineStart(start), through: end) }
    // The first behind a `-`: what comes next moves up to it.
    var next = lines.nextLine(end)
    while next < lines.range.upperBound, lines.skipBlanks(next) == lines.lineEnd(next) { next = lines.nextLine(next) }
    return .delete(start..<lines.skipBlanks(next))
  }

  private func flowRemoval(_ index: Int, of parent: LayoutNode) -> [TextEdit] {
    let item = parent.items[index]
    let comma = lines.skipBlanks(item.end)
    let hasComma = lines.bytes[comma] == UInt8(ascii: ",")
    let end = hasComma ? comma + 1 : item.end
    let text = lines.skipBlanks(end)
    let endsLine = lines.lineEnd(text) == text || lines.bytes[text] == UInt8(ascii: "#")
    if lines.isFirstInLine(item.start.offset), endsLine {
      return [deletion(ofLinesFrom: lines.lineStart(item.start.offset), through: end)]
    }
    if index + 1 < parent.items.count { return [.delete(item.start.offset..<(endsLine ? end : text))] }
    let before = parent.items[index - 1].end
    return [.delete(isOnlyComma(before..<item.start.offset) ? before..<item.end : item.start.offset..<item.end)]
  }

  /// Whether there is nothing between two items but a comma and blanks in one line.
  private func isOnlyComma(_ range: Range<Int>) -> Bool {
    lines.bytes[range].allSatisfy { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == 0x09 }
  }
}
