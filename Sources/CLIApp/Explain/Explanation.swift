import Support

/// What an explanation says, for people and for programs.
struct Explanation {
  /// A heading, or nothing, and what is under it.
  struct Section {
    var heading: String
    /// Paragraphs; each is wrapped and its further lines are indented.
    var paragraphs: [String]

    init(_ heading: String, _ paragraphs: [String]) {
      self.heading = heading
      self.paragraphs = paragraphs
    }
  }

  var sections: [Section]
  var tree: Tree

  func lines(width: Int) -> [String] {
    var lines: [String] = []
    for section in sections {
      if !lines.isEmpty { lines.append("") }
      if !section.heading.isEmpty { lines.append(section.heading) }
      let indent = section.heading.isEmpty ? "" : "  "
      lines += section.paragraphs.flatMap { paragraph in
        wrapped(printable(paragraph), width: width, first: indent, rest: indent + "  ")
      }
    }
    return lines
  }
}
