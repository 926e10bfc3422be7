import CYAML
import KubeCore

extension TreeBuilder {
  /// The current event as the text of a JSON member's name. Source: `convertToJSONableObject` of `sigs.k8s.io/yaml`.
  mutating func key(at mark: SourceMark) throws(YAMLSyntaxError) -> String {
    switch event.kind {
    case CYAML_SCALAR where event.anchor == nil && event.tag == nil:
      let key = try plainKey(at: mark)
      _ = scalarEnd()
      return key
    case CYAML_SCALAR, CYAML_ALIAS:
      let node = try node(depth: 1)
      return try key(of: self[node.id].value, at: mark)
    default:
      throw error(at: event.start.index, expected: "a key that is text, a number or a boolean")
    }
  }

  private mutating func plainKey(at mark: SourceMark) throws(YAMLSyntaxError) -> String {
    let text = text
    guard event.plain_implicit else { return string(text) }
    switch ScalarResolver.plain(text) {
    case .string: return string(text)
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .float(let value): return GoFloat.text(value)
    case .null, .unsigned: throw unsupportedKey(at: mark)
    }
  }

  private func key(of value: SourceTree.Value, at mark: SourceMark) throws(YAMLSyntaxError) -> String {
    switch value {
    case .string(let text): return text
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value): return GoFloat.text(value)
    case .null, .sequence, .mapping: throw unsupportedKey(at: mark)
    }
  }

  private func unsupportedKey(at mark: SourceMark) -> YAMLSyntaxError {
    YAMLSyntaxError(
      mark: mark, expected: "a key that is text, a number or a boolean",
      found: Excerpt.found(in: bytes, at: mark.offset, end: range.upperBound))
  }
}
