package import KubeCore

/// One document of a YAML file.
package struct YAMLDocument: Sendable {
  /// From 0, counted over the documents of the file; comments alone are none.
  package var index: Int
  /// The document's bytes within the file, from its directives or its `---` up to the next document.
  package var range: Range<Int>
  /// From 1: the line that ``range`` starts in.
  package var line: Int
  /// The tree, or why there is none.
  package var content: Result<SourceTree, YAMLSyntaxError>

  package init(index: Int, range: Range<Int>, line: Int, content: Result<SourceTree, YAMLSyntaxError>) {
    self.index = index
    self.range = range
    self.line = line
    self.content = content
  }
}
