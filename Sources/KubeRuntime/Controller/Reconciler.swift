package import KubeCore

/// Brings one object in step with what is wanted of it. Level-based: it looks at the whole state, never at what changed.
package protocol Reconciler: Sendable {
  /// Called for one key at a time, for different keys at once. It does not wait: ``Outcome/recheck(after:)`` does.
  func reconcile(_ key: ObjectKey) async throws(ReconcileError) -> Outcome
}

package enum Outcome: Hashable, Sendable {
  /// Nothing to do until something changes.
  case settled
  /// Look again then, even if nothing changes.
  case recheck(after: Duration)
}

package enum ReconcileError: Error, Hashable, Sendable {
  /// It may go better later: tried again with back-off.
  case retry(String)
  /// It will not go better until something changes (controller-runtime `TerminalError`).
  case stalled(String)
}
