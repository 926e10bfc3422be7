import KubeCore
import Support

/// The edits of a document's text that one change takes.
///
/// A plan is a proposal: ``YAMLEditor`` proves what comes out. The plan refuses what it knows to be wrong, for the
/// sake of the words.
struct EditPlan {
  let document: EditableDocument
  let usesBlockText: Bool

  var lines: TextLines { document.lines }

  /// In order, without overlaps.
  func edits(_ change: YAMLChange) throws(YAMLEditRefusal) -> [TextEdit] {
    switch change {
    case .set(let path, let value): try setting(path, to: value)
    case .remove(let path): try removal(path)
    }
  }

  private func setting(_ path: [WireError.Segment], to value: Tree) throws(YAMLEditRefusal) -> [TextEdit] {
    let site = try site(of: path)
    try check(site, for: path)
    guard let first = site.rest.first else { return try replacement(at: site, with: value) }
    if site.node.items.isEmpty { return try replacement(at: site, with: wrapped(value, in: site.rest, at: site)) }
    let inner = try wrapped(value, in: site.rest.dropFirst(), at: site)
    switch (site.node.kind, first) {
    case (.mapping, .field(let name)): return try insertion(of: name, inner, into: site)
    case (.sequence, .index): return try append(inner, to: site)
    default: throw YAMLEditRefusal(.shape, "the value has no place for \(WireError.text([first]))", at: site.node.start)
    }
  }

  private func wrapped(
    _ value: Tree, in rest: ArraySlice<WireError.Segment>, at site: EditSite
  ) throws(YAMLEditRefusal) -> Tree {
    guard let value = value.wrapped(in: rest) else {
      throw YAMLEditRefusal(.shape, "a list cannot begin with a hole", at: site.node.start)
    }
    return value
  }

  func writer(near nodes: [LayoutNode]) -> YAMLWriter {
    IndentStyle.writer(near: nodes, in: document, usesBlockText: usesBlockText)
  }

  /// The edit that adds whole lines behind the line in which `offset` lies.
  func insertion(of text: String, behindLineOf offset: Int) -> [TextEdit] {
    guard !text.isEmpty else { return [] }
    guard lines.isUnfinished(offset) else {
      return [.insert(document.withLineBreaks(text), at: lines.nextLine(offset))]
    }
    return [.insert(document.withLineBreaks("\n" + text.withoutLastBreak), at: lines.lineEnd(offset))]
  }

  /// The edit that takes away the lines from the one that starts at `start` to the one in which `end` lies.
  func deletion(ofLinesFrom start: Int, through end: Int) -> TextEdit {
    lines.isUnfinished(end)
      ? .delete(lines.endBefore(start)..<lines.lineEnd(end)) : .delete(start..<lines.nextLine(end))
  }
}

extension String {
  var withoutLastBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
