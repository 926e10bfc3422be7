/// Why bytes or a tree could not be read as the object they should be.
package struct WireError: Error, Hashable, Sendable {
  /// One step from the document's root to the value.
  package enum Segment: Hashable, Sendable {
    case field(String)
    case index(Int)
  }

  /// What was expected at the place, in words: `a string`, `',' or '}'`.
  package var expected: String
  /// What stood there instead, in words: `an integer (80)`, `the end of the input`.
  package var found: String
  /// Where: a byte offset into the document; `line` and `column` follow from it.
  package var offset: Int
  /// Steps from the root, outermost first.
  package var path: [Segment]

  package init(expected: String, found: String, offset: Int, path: [Segment] = []) {
    self.expected = expected
    self.found = found
    self.offset = offset
    self.path = path
  }

  /// The same error seen from one level further out.
  package func inside(_ segment: Segment) -> WireError {
    var error = self
    error.path.insert(segment, at: 0)
    return error
  }

  /// `spec.ingress[0].ports[1].port`, empty at the root.
  package var pathText: String { Self.text(path) }

  /// One sentence: `spec.replicas: expected an integer, found a string ("three")`.
  package var message: String {
    (path.isEmpty ? "" : pathText + ": ") + "expected \(expected), found \(found)"
  }

  /// A path as Kubernetes writes it.
  package static func text(_ path: [Segment]) -> String {
    var text = ""
    for segment in path {
      switch segment {
      case .field(let name): text += text.isEmpty ? name : "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
