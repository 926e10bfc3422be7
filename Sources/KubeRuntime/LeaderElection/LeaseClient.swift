package import KubeClient
package import KubeCore

/// The one Lease that an election is about. Implemented over a client, and by scripts in tests.
package protocol LeaseClient: Sendable {
  func get() async throws(KubeError) -> Lease
  func create(_ spec: LeaseSpec) async throws(KubeError) -> Lease
  /// Replaces the Lease if it still has this resourceVersion; `Conflict` where it has not.
  func update(_ spec: LeaseSpec, resourceVersion: String) async throws(KubeError) -> Lease
  /// The Lease as it is, where there is one, then each change of it; returns when the server has answered 200.
  func watch() async throws(KubeError) -> any WatchStream<Lease>
}
