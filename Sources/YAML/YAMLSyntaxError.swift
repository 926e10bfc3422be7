package import KubeCore

/// Why one YAML document could not be read, and where.
package struct YAMLSyntaxError: Error, Hashable, Sendable {
  /// The place in the file.
  package var mark: SourceMark
  /// What was expected there, in words.
  package var expected: String
  /// What stood there instead.
  package var found: String

  package init(mark: SourceMark, expected: String, found: String) {
    self.mark = mark
    self.expected = expected
    self.found = found
  }

  /// `expected a key of the mapping that starts in line 3, found '- a'`.
  package var message: String { "expected \(expected), found \(found)" }
}
