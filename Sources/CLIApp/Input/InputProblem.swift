package import Support

/// Something in the input that could not be read or used, and where it stands.
package struct InputProblem: Hashable, Comparable, Sendable {
  package var place: SourcePlace
  /// One sentence without its final full stop.
  package var message: String

  package init(place: SourcePlace, message: String) {
    self.place = place
    self.message = message
  }

  /// `file:line:column: message`.
  package var text: String { "\(place.text): \(printable(message))" }

  /// `{file, line, column, message}`; line and column are left out where the problem is the file's.
  package var tree: Tree {
    .members(
      ("file", .string(place.file)), ("line", place.line.map { .integer(Int64($0)) }),
      ("column", place.column.map { .integer(Int64($0)) }), ("message", .string(message)))
  }

  package static func < (left: InputProblem, right: InputProblem) -> Bool {
    left.place == right.place ? left.message < right.message : left.place < right.place
  }
}

/// A place in a file, or the file as a whole.
package struct SourcePlace: Hashable, Comparable, Sendable {
  /// As the user named it; `-` for standard input.
  package var file: String
  /// From 1.
  package var line: Int?
  package var column: Int?
  /// Where it ends, exclusive; `nil` where only the start is known.
  package var end: End?

  /// From 1, as line and column of the start.
  package struct End: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package init(file: String, line: Int? = nil, column: Int? = nil, end: End? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.end = end
  }

  /// `file:line:column`, as compilers write it.
  package var text: String {
    printable(file) + (line.map { ":\($0)" } ?? "") + (line == nil ? "" : column.map { ":\($0)" } ?? "")
  }

  package var tree: Tree {
    .members(
      ("file", .string(file)), ("line", line.map { .integer(Int64($0)) }),
      ("column", column.map { .integer(Int64($0)) }))
  }

  package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}
