package import Support

/// A finding that an exception covers: counted and listed, but not part of the result.
package struct SuppressedFinding: Hashable, Sendable {
  package var finding: Finding
  /// Why, in the words of whoever made the exception.
  package var reason: String
  /// When the exception ends; `nil` for one without an end.
  package var until: Timestamp?

  package init(finding: Finding, reason: String, until: Timestamp?) {
    self.finding = finding
    self.reason = reason
    self.until = until
  }
}
