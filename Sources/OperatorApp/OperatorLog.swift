package import KubeCore
package import KubeRuntime

/// What the operator wants said while it runs.
package protocol OperatorLog: Sendable {
  func heard(_ notice: ReflectorNotice, about resource: APIResource)
  func failed(_ controller: String, _ key: ObjectKey, _ error: ReconcileError)
  func termEnded(_ end: LeaderElector.End)
  /// The churn history does not outlive this process as things are.
  func historyFailed(_ reason: String)
}
