package import KubeCore
package import Support

/// A finding that somebody has accepted: `ignore.netrisk.dev/<CODE>: "<reason>"` on the object it is about.
///
/// It needs a reason, and may end: `netrisk.dev/ignore-until: <RFC 3339>` on the same object holds for all of its
/// exceptions.
package struct FindingException: Hashable, Sendable {
  package static let prefix = "ignore.netrisk.dev/"
  package static let untilKey = "netrisk.dev/ignore-until"

  /// When the exception ends.
  package enum End: Hashable, Sendable {
    case never
    case at(Timestamp)
    /// Not an RFC 3339 time; the exception does not hold.
    case malformed(String)
  }

  package var object: ObjectKey
  /// The code as written; it need not be one that exists.
  package var code: String
  package var reason: String
  package var end: End

  package init(object: ObjectKey, code: String, reason: String, end: End) {
    self.object = object
    self.code = code
    self.reason = reason
    self.end = end
  }

  /// The exceptions that an object's annotations make, sorted by code.
  package static func read(_ annotations: Labels, of object: ObjectKey) -> [FindingException] {
    let end: End =
      switch annotations[untilKey] {
      case nil: .never
      case .some(let text): Timestamp(rfc3339: text).map(End.at) ?? .malformed(text)
      }
    return annotations.filter { $0.key.hasPrefix(prefix) }.map { label in
      FindingException(
        object: object, code: String(label.key.dropFirst(prefix.count)), reason: label.value, end: end)
    }
  }
}
