package import KubeCore

/// One object with the place it comes from.
package struct LoadedObject: Hashable, Sendable {
  package var object: KubeObject
  package var origin: ObjectOrigin

  package init(object: KubeObject, origin: ObjectOrigin) {
    self.object = object
    self.origin = origin
  }
}

/// Where in the files an object is written.
package struct ObjectOrigin: Hashable, Comparable, Sendable {
  /// The path as it was given or found; `-` is standard input.
  package var file: String
  /// From 0: which document of the file.
  package var document: Int
  /// The bytes of that document within the file.
  package var documentRange: Range<Int>
  /// From 1: the line in which the document's bytes start.
  package var documentLine: Int
  /// The bytes of the object: all its members, without the document's `---` or its list's `-`.
  package var range: Range<Int>
  /// The path from the document's root to the object: empty, or `items[3]`.
  package var path: [WireError.Segment]
  /// The object's first key.
  package var mark: SourceMark
  /// Whether the document is JSON.
  package var isJSON: Bool

  package init(
    file: String, document: Int, documentRange: Range<Int>, documentLine: Int, range: Range<Int>,
    path: [WireError.Segment], mark: SourceMark, isJSON: Bool
  ) {
    self.file = file
    self.document = document
    self.documentRange = documentRange
    self.documentLine = documentLine
    self.range = range
    self.path = path
    self.mark = mark
    self.isJSON = isJSON
  }

  /// `pods.yaml:3:1`.
  package var text: String { "\(file):\(mark.line):\(mark.column)" }

  package static func < (left: ObjectOrigin, right: ObjectOrigin) -> Bool {
    (left.file, left.range.lowerBound) < (right.file, right.range.lowerBound)
  }
}
