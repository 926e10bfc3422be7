extension SourceTree {
  /// Where the value at a path is written.
  package struct Place: Hashable, Sendable {
    /// The name in front of the value, `nil` for an element of a list and for the root.
    package var key: SourceMark?
    /// The value's text; an alias's is its anchor's.
    package var value: Range<SourceMark>
    /// How many segments of the path were found: all, where the value exists.
    package var depth: Int

    /// Where an editor's cursor belongs: the key, or the value where there is none.
    package var mark: SourceMark { key ?? value.lowerBound }
  }

  /// The place of the value at `path`, or of its nearest ancestor that exists.
  package func place(at path: [WireError.Segment]) -> Place {
    var place = Place(key: nil, value: span(root), depth: 0)
    var node = root
    for segment in path {
      switch (segment, self[node].value) {
      case (.field(let name), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { return place }
        node = entry.value
        place.key = entry.keyMark
      case (.index(let index), .sequence(let elements)):
        guard elements.indices.contains(index) else { return place }
        node = elements[index]
        place.key = nil
      default: return place
      }
      place.value = span(node)
      place.depth += 1
    }
    return place
  }

  /// The mark of the key, or of the value where it has no key, at `path` or at its nearest ancestor that exists.
  package func mark(at path: [WireError.Segment]) -> SourceMark { place(at: path).mark }

  /// The node at a path, `nil` where there is none.
  package func node(at path: [WireError.Segment]) -> NodeID? {
    var node = root
    for segment in path {
      switch (segment, self[node].value) {
      case (.field(let name), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { return nil }
        node = entry.value
      case (.index(let index), .sequence(let elements)):
        guard elements.indices.contains(index) else { return nil }
        node = elements[index]
      default: return nil
      }
    }
    return node
  }

  private func span(_ node: NodeID) -> Range<SourceMark> {
    let start = self[node].start
    return start..<Swift.max(start, self[node].end)
  }
}

extension SourceMark: Comparable {
  package static func < (left: SourceMark, right: SourceMark) -> Bool { left.offset < right.offset }
}
