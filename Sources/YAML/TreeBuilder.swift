import CYAML
import KubeCore

/// Builds the tree of one document from libyaml's events.
struct TreeBuilder: ~Copyable {
  /// A node with everything below it.
  struct Subtree {
    var id: SourceTree.NodeID
    /// Nodes and keys in it, each alias counted as what it stands for.
    var size: Int
  }

  /// What an alias of this name stands for.
  enum Anchor {
    /// The node is still being read: an alias here would contain itself.
    case open(serial: Int)
    case closed(Subtree)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: YAMLParser.Limits
  let range: Range<Int>
  var interner = StringInterner(bits: 0)
  var cursor: MarkCursor
  var event = cyaml_event()
  var anchors: [String: Anchor] = [:]
  /// Where the last token that is neither comment nor blank ended: a block collection ends there.
  var lastEnd: SourceMark
  private let stream: EventStream
  private let excessDirective: Int?
  private var nodes: [SourceTree.Node] = []
  private var expanded = 0
  private var serial = 0

  init(
    chunk: DocumentSplitter.Chunk, of bytes: UnsafeBufferPointer<UInt8>, limits: YAMLParser.Limits
  ) throws(YAMLSyntaxError) {
    let isMarked = EncodingCheck.hasByteOrderMark(bytes, at: chunk.range.lowerBound)
    range = (isMarked ? chunk.range.lowerBound + 3 : chunk.range.lowerBound)..<chunk.range.upperBound
    self.bytes = bytes
    self.limits = limits
    excessDirective = chunk.excessDirective
    cursor = MarkCursor(bytes, range: range, line: chunk.line)
    lastEnd = cursor.mark
    guard let stream = EventStream(UnsafeBufferPointer(rebasing: bytes[range])) else {
      throw YAMLSyntaxError(mark: cursor.mark, expected: "memory to read the document", found: "none")
    }
    self.stream = stream
    // A node takes about 25 bytes in what kubectl writes.
    nodes.reserveCapacity(min(range.count / 24, 1_000_000))
  }

  /// The document's tree; `nil` where there are only comments.
  mutating func build() throws(YAMLSyntaxError) -> SourceTree? {
    if let excessDirective {
      throw YAMLSyntaxError(
        mark: cursor.advance(toOffset: excessDirective),
        expected: "at most \(DocumentSplitter.directiveLimit) directives", found: "one more")
    }
    try advance()
    if event.kind == CYAML_STREAM_END { return nil }
    try advance()
    let root = try node(depth: 1)
    try advance()
    try advance()
    guard event.kind == CYAML_STREAM_END else {
      throw error(at: event.start.index, expected: "'---' before the next document")
    }
    return SourceTree(nodes: nodes, root: root.id)
  }

  mutating func advance() throws(YAMLSyntaxError) {
    if !stream.next(&event) { throw LibYAMLMessage.error(stream.error, in: range, of: bytes, cursor: cursor) }
  }

  /// Reads the node that the current event begins; leaves its last event as the current one.
  mutating func node(depth: Int) throws(YAMLSyntaxError) -> Subtree {
    switch event.kind {
    case CYAML_ALIAS: return try alias()
    case CYAML_SEQUENCE_START: return try sequence(depth: depth)
    case CYAML_MAPPING_START: return try mapping(depth: depth)
    default: return try scalar()
    }
  }

  mutating func add(_ node: SourceTree.Node) throws(YAMLSyntaxError) -> SourceTree.NodeID {
    guard nodes.count < limits.nodes, let id = SourceTree.NodeID(exactly: nodes.count) else {
      throw YAMLSyntaxError(mark: node.start, expected: "at most \(limits.nodes) nodes in a document", found: "more")
    }
    nodes.append(node)
    return id
  }

  subscript(id: SourceTree.NodeID) -> SourceTree.Node { nodes[Int(id)] }

  /// Opens an anchor for the current event, where it has one.
  mutating func openAnchor() -> (name: String, serial: Int)? {
    guard let name = anchorName else { return nil }
    serial += 1
    anchors[name] = .open(serial: serial)
    return (name, serial)
  }

  /// Closes an anchor, unless its name was given again inside.
  mutating func close(_ anchor: (name: String, serial: Int)?, as subtree: Subtree) {
    guard let anchor, case .open(anchor.serial)? = anchors[anchor.name] else { return }
    anchors[anchor.name] = .closed(subtree)
  }

  var anchorName: String? {
    event.anchor.map { String(decoding: UnsafeBufferPointer(start: $0, count: event.anchor_length), as: UTF8.self) }
  }

  mutating func alias() throws(YAMLSyntaxError) -> Subtree {
    let mark = cursor.advance(toIndex: event.start.index)
    let name = anchorName ?? ""
    let target: Subtree
    switch anchors[name] {
    case .closed(let subtree): target = subtree
    case .open: throw YAMLSyntaxError(mark: mark, expected: "an alias", found: "'*\(name)' inside its own anchor")
    case nil: throw YAMLSyntaxError(mark: mark, expected: "an anchor '&\(name)' before", found: "'*\(name)' only")
    }
    expanded += target.size
    guard expanded <= limits.expandedNodes else {
      throw YAMLSyntaxError(
        mark: mark, expected: "at most \(limits.expandedNodes) nodes from aliases",
        found: "excessive aliasing: '*\(name)' adds \(target.size) to \(expanded - target.size)")
    }
    lastEnd = cursor.advance(toIndex: event.end.index)
    return target
  }

  mutating func error(at index: Int, expected: String) -> YAMLSyntaxError {
    let mark = cursor.advance(toIndex: index)
    return YAMLSyntaxError(
      mark: mark, expected: expected, found: Excerpt.found(in: bytes, at: mark.offset, end: range.upperBound))
  }
}
