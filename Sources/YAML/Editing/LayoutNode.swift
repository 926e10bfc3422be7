import KubeCore

/// A node of a document as it is written: aliases and merge keys as they stand, every place exact.
struct LayoutNode {
  enum Kind {
    case scalar, alias, sequence, mapping
  }

  var kind: Kind
  /// A collection in brackets or braces.
  var isFlow = false
  /// Where its text starts, with its anchor and tag, and where it ends.
  var start: SourceMark
  var end: SourceMark
  /// The number of its anchor among the document's.
  var anchor: Int?
  var hasTag = false
  var items: [LayoutItem] = []

  var range: Range<Int> { start.offset..<max(start.offset, end.offset) }
  /// A value that is not written: null.
  var isEmpty: Bool { range.isEmpty }
  var isBlockCollection: Bool { (kind == .sequence || kind == .mapping) && !isFlow }
  /// From 0: the column of a block collection's keys or dashes.
  var column: Int? { items.first.map { $0.start.column - 1 } }
}

/// A key with its value, or an element of a list.
struct LayoutItem {
  /// Where its key, its `-` or, in brackets, its value starts.
  var start: SourceMark
  /// Behind the `:` or `-`; `nil` where there is none, and for a key behind `?`.
  var indicatorEnd: Int?
  /// The line that the `:` or `-` stands in.
  var indicatorLine: Int
  /// Where the item ends, the comment behind it left out.
  var end: Int
  var key: [LayoutNode] = []
  var value: LayoutNode

  /// Whether the value starts in the line of its `:` or `-`.
  var isOnOneLine: Bool { value.start.line == indicatorLine }
}

/// A document as it is written.
struct DocumentLayout {
  var root: LayoutNode
  /// Where each anchor is used, by its number.
  var aliases: [Int: [SourceMark]]
}
