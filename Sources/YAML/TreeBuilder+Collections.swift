import CYAML
import KubeCore

extension TreeBuilder {
  mutating func sequence(depth: Int) throws(YAMLSyntaxError) -> Subtree {
    let start = try collectionStart(depth: depth)
    let isFlow = event.is_flow
    let anchor = openAnchor()
    var elements: [SourceTree.NodeID] = []
    var size = 1
    try advance()
    while event.kind != CYAML_SEQUENCE_END {
      let element = try node(depth: depth + 1)
      elements.append(element.id)
      size += element.size
      try advance()
    }
    let end = collectionEnd(isFlow: isFlow)
    let subtree = Subtree(id: try add(.init(value: .sequence(elements), start: start, end: end)), size: size)
    close(anchor, as: subtree)
    return subtree
  }

  mutating func mapping(depth: Int) throws(YAMLSyntaxError) -> Subtree {
    let start = try collectionStart(depth: depth)
    let isFlow = event.is_flow
    let anchor = openAnchor()
    var entries = EntryList()
    var merges: [SourceTree.NodeID] = []
    var size = 1
    try advance()
    while event.kind != CYAML_MAPPING_END {
      if isMergeKey {
        _ = scalarEnd()
        size += try merge(into: &merges, depth: depth + 1)
      } else {
        size += try entry(into: &entries, depth: depth + 1)
      }
      try advance()
    }
    let end = collectionEnd(isFlow: isFlow)
    for id in merges {
      guard case .mapping(let merged) = self[id].value else { continue }
      for entry in merged { entries.appendIfNew(entry) }
    }
    let subtree = Subtree(id: try add(.init(value: .mapping(entries.entries), start: start, end: end)), size: size)
    close(anchor, as: subtree)
    return subtree
  }

  private mutating func collectionStart(depth: Int) throws(YAMLSyntaxError) -> SourceMark {
    let mark = cursor.advance(toIndex: event.start.index)
    lastEnd = mark
    guard depth <= limits.depth else {
      throw YAMLSyntaxError(mark: mark, expected: "at most \(limits.depth) levels of nesting", found: "one more")
    }
    return mark
  }

  private mutating func collectionEnd(isFlow: Bool) -> SourceMark {
    if isFlow { lastEnd = cursor.advance(toIndex: event.end.index) }
    return lastEnd
  }

  /// Reads one key with its value; returns their size.
  private mutating func entry(into entries: inout EntryList, depth: Int) throws(YAMLSyntaxError) -> Int {
    let keyMark = cursor.advance(toIndex: event.start.index)
    let key = try key(at: keyMark)
    if let first = entries.mark(of: key) {
      throw YAMLSyntaxError(
        mark: keyMark, expected: "each key once",
        found: "key \"\(key)\" already set in map (in line \(first.line))")
    }
    try advance()
    let value = try node(depth: depth)
    entries.append(SourceTree.Entry(key: key, keyMark: keyMark, value: value.id))
    return 1 + value.size
  }

  /// `<<`, plain or tagged as a merge. Source: go-yaml v2, `isMerge`.
  private var isMergeKey: Bool {
    guard event.kind == CYAML_SCALAR, event.length == 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<")
    else { return false }
    return event.plain_implicit || tag == .merge
  }

  /// Reads the value of a merge key: a mapping or an alias of one, or a list of these.
  private mutating func merge(into merges: inout [SourceTree.NodeID], depth: Int) throws(YAMLSyntaxError) -> Int {
    try advance()
    let index = event.start.index
    let mark = cursor.advance(toIndex: index)
    let isList = event.kind == CYAML_SEQUENCE_START
    let value = try node(depth: depth)
    var sources = [value.id]
    if isList, case .sequence(let elements) = self[value.id].value { sources = elements }
    for id in sources {
      guard case .mapping = self[id].value else {
        throw YAMLSyntaxError(
          mark: mark, expected: "a mapping or a list of mappings behind the merge key '<<'",
          found: Excerpt.found(in: bytes, at: mark.offset, end: range.upperBound))
      }
    }
    merges += sources
    return value.size
  }
}
