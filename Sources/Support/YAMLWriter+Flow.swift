extension YAMLWriter {
  /// The tree on one line, lists in brackets and mappings in braces: `{a: [b, {}]}`.
  package func flow(_ tree: Tree) -> String {
    switch tree {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): JSONWriter.number(value)
    case .string(let text): YAMLScalar.flow(text)
    case .array(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .object(let members): "{" + flow(members: members) + "}"
    }
  }

  /// Members as they stand between braces: `a: 1, b: 2`.
  package func flow(members: [Tree.Member]) -> String {
    members.map { YAMLScalar.flow($0.name) + ": " + flow($0.value) }.joined(separator: ", ")
  }

  /// A key as it stands before its `:` in block style.
  package func key(_ name: String) -> String { YAMLScalar.inline(name) }
}
