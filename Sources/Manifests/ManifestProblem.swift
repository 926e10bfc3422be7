package import KubeCore

/// Something that could not be read or used, with its place. The rest is read all the same.
package struct ManifestProblem: Error, Hashable, Comparable, Sendable {
  /// The path as it was given or found; `-` is standard input.
  package var file: String
  /// `nil` where the file as a whole is the problem.
  package var mark: SourceMark?
  /// One sentence without the place.
  package var message: String

  package init(file: String, mark: SourceMark? = nil, message: String) {
    self.file = file
    self.mark = mark
    self.message = message
  }

  /// From 1.
  package var line: Int? { mark?.line }
  /// From 1, in characters.
  package var column: Int? { mark?.column }

  /// `pods.yaml:3:7: expected …`.
  package var text: String {
    mark.map { "\(file):\($0.line):\($0.column): \(message)" } ?? "\(file): \(message)"
  }

  package static func < (left: ManifestProblem, right: ManifestProblem) -> Bool {
    (left.file, left.mark?.offset ?? -1, left.message) < (right.file, right.mark?.offset ?? -1, right.message)
  }
}
