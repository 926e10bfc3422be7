import Support

/// `metav1.DeleteOptions`.
package struct DeleteOptions: Hashable, Sendable {
  package enum Propagation: String, Hashable, Sendable {
    case orphan = "Orphan"
    case background = "Background"
    case foreground = "Foreground"
  }

  package var propagation: Propagation?
  package var gracePeriodSeconds: Int64?
  /// Only the object with this uid is deleted; else 409.
  package var uid: String?
  /// Only this state of the object is deleted; else 409.
  package var resourceVersion: String?
  package var isDryRun = false
  package var timeout: Duration = APIRequest.defaultTimeout

  package init() {}

  /// The body; `nil` where nothing is asked for.
  var body: Tree? {
    if self == DeleteOptions() { return nil }
    let preconditions: Tree? =
      uid == nil && resourceVersion == nil
      ? nil : .members(("uid", uid.map { .string($0) }), ("resourceVersion", resourceVersion.map { .string($0) }))
    return .members(
      ("kind", "DeleteOptions"), ("apiVersion", "v1"), ("gracePeriodSeconds", gracePeriodSeconds.map { .integer($0) }),
      ("preconditions", preconditions), ("propagationPolicy", propagation.map { .string($0.rawValue) }),
      ("dryRun", isDryRun ? ["All"] : nil))
  }
}
