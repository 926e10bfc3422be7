import CYAML
import KubeCore

extension TreeBuilder {
  /// The current scalar's text; valid until the next event.
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: event.value, count: event.length) }

  var tag: ScalarResolver.Tag? {
    event.tag.map { ScalarResolver.Tag(UnsafeBufferPointer(start: $0, count: event.tag_length)) }
  }

  mutating func scalar() throws(YAMLSyntaxError) -> Subtree {
    let start = cursor.advance(toIndex: event.start.index)
    let value = try scalarValue(at: start)
    let end = scalarEnd()
    let anchor = openAnchor()
    let subtree = Subtree(id: try add(SourceTree.Node(value: value, start: start, end: end)), size: 1)
    close(anchor, as: subtree)
    return subtree
  }

  mutating func scalarValue(at start: SourceMark) throws(YAMLSyntaxError) -> SourceTree.Value {
    do throws(ScalarResolver.Failure) {
      let text = text
      if event.tag == nil, event.plain_implicit, case .string = ScalarResolver.plain(text) {
        return .string(string(text))
      }
      return try ScalarResolver.value(of: text, tag: tag, isPlain: event.plain_implicit) {
        String(decoding: text, as: UTF8.self)
      }
    } catch {
      throw YAMLSyntaxError(mark: start, expected: error.expected, found: error.found)
    }
  }

  /// Moves to the end of the current scalar.
  mutating func scalarEnd() -> SourceMark {
    if event.is_block_scalar {
      let text = text
      let keepsBreaks = text.last == 0x0A && (text.count < 2 || text[text.count - 2] == 0x0A)
      lastEnd = cursor.advance(toBlockScalarEnd: event.end.index, keepsBreaks: keepsBreaks)
    } else {
      lastEnd = cursor.advance(toIndex: event.end.index)
    }
    return lastEnd
  }

  mutating func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
    // Short texts are stored inline; libyaml has checked them already.
    if text.count <= 15 { return String(decoding: text, as: UTF8.self) }
    return interner.string(text) ?? String(decoding: text, as: UTF8.self)
  }
}
