import Support

/// Trees as text for programs.
enum Documents {
  /// Indented JSON with a final newline.
  static func json(_ tree: Tree) -> String { JSONWriter(isPretty: true).text(tree) + "\n" }

  /// One line of JSON, newline included.
  static func jsonLine(_ tree: Tree) -> String { JSONWriter().text(tree) + "\n" }

  static func yaml(_ tree: Tree) -> String { YAMLWriter().text(tree) }
}
