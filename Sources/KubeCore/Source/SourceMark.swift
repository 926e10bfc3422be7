/// A place in a source text.
package struct SourceMark: Hashable, Sendable {
  /// Bytes from the start of the file.
  package var offset: Int
  /// From 1.
  package var line: Int
  /// From 1, in characters (Unicode scalars), as editors and SARIF count.
  package var column: Int

  package init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}
