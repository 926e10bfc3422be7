/// A place in a file that was read, for reports: what it is about is written there.
package struct SourceLocation: Hashable, Sendable {
  /// As it was given or found.
  package var file: String
  /// From 1.
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `apps/ha/helmrelease.yaml:12`.
  package var text: String { "\(file):\(line)" }
}
