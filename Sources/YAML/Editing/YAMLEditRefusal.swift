package import KubeCore

/// Why a document is left as it is.
package struct YAMLEditRefusal: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The bytes are no document of the file, or cannot be read.
    case unreadable
    /// The document is JSON.
    case json
    /// A change would reach other places, or take from them what they stand for.
    case anchor
    /// The value comes from a merge key.
    case mergeKey
    /// The value or something around it has a tag.
    case tag
    /// The path leads through a value that has no such member.
    case shape
    /// It is written in a manner that the editor does not change, such as a key behind `?`.
    case style
    /// What came out was not what was intended.
    case unproven
  }

  package var reason: Reason
  /// The place in the file as it was given, where one is known.
  package var mark: SourceMark?
  /// A clause without a full stop: `spec.egress has the anchor that line 12 uses`.
  package var message: String

  package init(_ reason: Reason, _ message: String, at mark: SourceMark? = nil) {
    self.reason = reason
    self.message = message
    self.mark = mark
  }
}
