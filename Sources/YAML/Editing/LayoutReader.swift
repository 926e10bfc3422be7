import CYAML
import KubeCore

/// Reads the layout of a document from libyaml's events. ``TreeBuilder`` has read it before: it is valid and bounded.
struct LayoutReader: ~Copyable {
  /// libyaml gave up after all.
  private struct Stopped: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private let lines: TextLines
  private let stream: EventStream
  private var cursor: MarkCursor
  private var event = cyaml_event()
  private var lastEnd: SourceMark
  private var anchors: [String: Int] = [:]
  private var anchorCount = 0
  private var aliases: [Int: [SourceMark]] = [:]

  private init?(_ lines: TextLines, _ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    guard let stream = EventStream(UnsafeBufferPointer(rebasing: bytes[lines.range])) else { return nil }
    self.bytes = bytes
    self.lines = lines
    self.stream = stream
    cursor = MarkCursor(bytes, range: lines.range, line: line)
    lastEnd = cursor.mark
  }

  /// The layout of the document in `lines`; `nil` where there is none.
  static func layout(_ lines: TextLines, line: Int) -> DocumentLayout? {
    lines.bytes.withUnsafeBufferPointer { bytes in
      guard var reader = LayoutReader(lines, bytes, line: line) else { return nil }
      do throws(Stopped) { return try reader.document() } catch { return nil }
    }
  }

  private mutating func document() throws(Stopped) -> DocumentLayout? {
    try advance()
    if event.kind == CYAML_STREAM_END { return nil }
    try advance()
    let root = try node()
    return DocumentLayout(root: root, aliases: aliases)
  }

  private mutating func advance() throws(Stopped) {
    if !stream.next(&event) { throw Stopped() }
  }

  private mutating func node() throws(Stopped) -> LayoutNode {
    let start = cursor.advance(toIndex: event.start.index)
    var node = LayoutNode(kind: .scalar, start: start, end: start)
    node.hasTag = event.tag != nil
    if event.kind == CYAML_ALIAS {
      node.kind = .alias
      if let anchor = anchorName.flatMap({ anchors[$0] }) { aliases[anchor, default: []].append(start) }
    } else if let name = anchorName {
      anchorCount += 1
      anchors[name] = anchorCount
      node.anchor = anchorCount
    }
    lastEnd = start
    switch event.kind {
    case CYAML_SEQUENCE_START, CYAML_MAPPING_START: try readItems(into: &node)
    default: readEnd()
    }
    node.end = lastEnd
    return node
  }

  private var anchorName: String? {
    event.anchor.map { String(decoding: UnsafeBufferPointer(start: $0, count: event.anchor_length), as: UTF8.self) }
  }

  private mutating func readEnd() {
    guard event.is_block_scalar else {
      lastEnd = cursor.advance(toIndex: event.end.index)
      return
    }
    let text = UnsafeBufferPointer(start: event.value, count: event.length)
    let keepsBreaks = text.last == 0x0A && (text.count < 2 || text[text.count - 2] == 0x0A)
    lastEnd = cursor.advance(toBlockScalarEnd: event.end.index, keepsBreaks: keepsBreaks)
  }

  private mutating func readItems(into node: inout LayoutNode) throws(Stopped) {
    node.isFlow = event.is_flow
    node.kind = event.kind == CYAML_MAPPING_START ? .mapping : .sequence
    let last = node.kind == .mapping ? CYAML_MAPPING_END : CYAML_SEQUENCE_END
    try advance()
    while event.kind != last {
      let item = node.kind == .mapping ? try entry() : try element(of: node)
      node.items.append(item)
      try advance()
    }
    if node.isFlow { lastEnd = cursor.advance(toIndex: event.end.index) }
  }

  private mutating func element(of list: LayoutNode) throws(Stopped) -> LayoutItem {
    if list.isFlow {
      let value = try node()
      return LayoutItem(
        start: value.start, indicatorLine: value.start.line, end: value.range.upperBound, value: value)
    }
    let from = list.items.last?.end ?? lines.skipProperties(list.start.offset)
    let dash = cursor.advance(toOffset: lines.skipTrivia(from))
    let isDash = dash.offset < lines.range.upperBound && bytes[dash.offset] == UInt8(ascii: "-")
    let value = try node()
    return LayoutItem(
      start: dash, indicatorEnd: isDash ? dash.offset + 1 : nil, indicatorLine: dash.line,
      end: max(value.range.upperBound, dash.offset + 1), value: value)
  }

  private mutating func entry() throws(Stopped) -> LayoutItem {
    let key = try node()
    let colon = lines.skipBlanks(key.range.upperBound)
    let hasColon =
      colon < lines.range.upperBound && bytes[colon] == UInt8(ascii: ":") && !lines.isExplicitKey(at: key.start.offset)
    try advance()
    let value = try node()
    let end = value.isEmpty ? (hasColon ? colon + 1 : key.range.upperBound) : value.range.upperBound
    return LayoutItem(
      start: key.start, indicatorEnd: hasColon ? colon + 1 : nil, indicatorLine: key.end.line, end: end, key: [key],
      value: value)
  }
}
