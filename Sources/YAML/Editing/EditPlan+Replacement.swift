import KubeCore
import Support

extension EditPlan {
  /// Longer values are not kept in brackets or braces.
  private static let flowLimit = 80

  /// The edits that put `value` where the site's node stands.
  func replacement(at site: EditSite, with value: Tree) throws(YAMLEditRefusal) -> [TextEdit] {
    guard let parent = site.parent, let item = site.item else {
      throw YAMLEditRefusal(.shape, "nothing would be left of the document", at: site.node.start)
    }
    guard site.node.anchor == nil else {
      throw YAMLEditRefusal(.anchor, "the value has an anchor", at: site.node.start)
    }
    try checkAnchors(in: site.node.range, of: [site.node])
    guard let indicator = item.indicatorEnd else {
      if parent.isFlow, parent.kind == .sequence, !item.value.isEmpty {
        return [TextEdit(range: item.value.range, replacement: Array(writer(near: []).flow(value).utf8))]
      }
      throw YAMLEditRefusal(.style, "the value has no ':' right behind its key", at: item.start)
    }
    if parent.isFlow {
      let text = Array(writer(near: []).flow(value).utf8)
      return item.value.isEmpty
        ? [.insert([0x20] + text, at: indicator)] : [TextEdit(range: item.value.range, replacement: text)]
    }
    let text = rendered(value, for: item, in: parent)
    return item.value.isBlockCollection
      ? replacement(ofBlock: item, indicator, text) : replacement(ofInline: item, indicator, text)
  }

  /// What is written behind the `:` or `-`: the rest of its line, and the lines that follow.
  private struct Rendered {
    var head: String
    var body: String
    /// Whether the rest of the line is to stand where the old value starts, rather than behind the `-`.
    var isInPlace = false
  }

  private func rendered(_ value: Tree, for item: LayoutItem, in parent: LayoutNode) -> Rendered {
    if let flow = flowText(value, insteadOf: item.value) { return Rendered(head: flow, body: "") }
    let column = item.start.column - 1
    var isInPlace = false
    let text: String
    if parent.kind == .mapping {
      text = writer(insteadOf: item, in: parent).text(value, underKeyAt: column)
    } else {
      // What is written in the old value's place begins in its column, the lines below too.
      let old = item.value
      isInPlace = !old.isEmpty && (item.isOnOneLine || !old.isBlockCollection || value.isFilled)
      text = writer(near: []).text(value, behindDashAt: isInPlace ? old.start.column - 3 : column)
    }
    let head = text.prefix { $0 != "\n" }
    return Rendered(
      head: String(head.drop { $0 == " " }), body: String(text.dropFirst(head.count + 1)), isInPlace: isInPlace)
  }

  /// The writer that indents as the value does that is replaced.
  private func writer(insteadOf item: LayoutItem, in parent: LayoutNode) -> YAMLWriter {
    let writer = writer(near: [parent])
    guard item.value.isBlockCollection, let column = item.value.column else { return writer }
    let distance = column - (item.start.column - 1)
    return item.value.kind == .mapping
      ? YAMLWriter(step: distance, listStep: writer.listStep, usesBlockText: usesBlockText)
      : YAMLWriter(step: writer.step, listStep: distance, usesBlockText: usesBlockText)
  }

  /// The value in brackets or braces, where what it replaces is, and where it is short.
  private func flowText(_ value: Tree, insteadOf old: LayoutNode) -> String? {
    guard old.isFlow, !old.items.isEmpty || value.isFlatList else { return nil }
    let text = writer(near: []).flow(value)
    return value.isFilled && text.utf8.count <= Self.flowLimit ? text : nil
  }

  /// In the place of a scalar, of a collection in brackets or braces, or of nothing.
  private func replacement(ofInline item: LayoutItem, _ indicator: Int, _ text: Rendered) -> [TextEdit] {
    let old = item.value
    if old.isEmpty {
      let head = text.head.isEmpty ? [] : [TextEdit.insert(Array((" " + text.head).utf8), at: indicator)]
      return head + insertion(of: text.body, behindLineOf: indicator)
    }
    if !text.head.isEmpty {
      return [TextEdit(range: old.range, replacement: Array(text.head.utf8))]
        + insertion(of: text.body, behindLineOf: old.range.upperBound)
    }
    if item.isOnOneLine {
      return [.delete(indicator..<old.range.upperBound)]
        + insertion(of: text.body, behindLineOf: old.range.upperBound)
    }
    let range = lines.lineStart(old.range.lowerBound)..<old.range.upperBound
    return [TextEdit(range: range, replacement: document.withLineBreaks(text.body.withoutLastBreak))]
  }

  /// In the place of a collection's lines; the comment behind its last element goes with it.
  private func replacement(ofBlock item: LayoutItem, _ indicator: Int, _ text: Rendered) -> [TextEdit] {
    let (old, end) = (item.value.range, lines.lineEnd(item.value.range.upperBound))
    if item.isOnOneLine || text.isInPlace {
      let whole = text.head + (text.body.isEmpty ? "" : "\n" + text.body.withoutLastBreak)
      return [TextEdit(range: old.lowerBound..<end, replacement: document.withLineBreaks(whole))]
    }
    let head = text.head.isEmpty ? [] : [TextEdit.insert(Array((" " + text.head).utf8), at: indicator)]
    let start = lines.lineStart(old.lowerBound)
    if text.body.isEmpty { return head + [deletion(ofLinesFrom: start, through: old.upperBound)] }
    return head + [TextEdit(range: start..<end, replacement: document.withLineBreaks(text.body.withoutLastBreak))]
  }
}

extension Tree {
  /// A list or mapping that is not empty.
  fileprivate var isFilled: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  /// A list without lists or mappings in it that are not empty.
  fileprivate var isFlatList: Bool {
    guard case .array(let elements) = self else { return false }
    return elements.allSatisfy { !$0.isFilled }
  }
}
