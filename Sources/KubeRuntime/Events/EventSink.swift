package import KubeClient
package import KubeCore

/// Where events go: the API server, or a list in tests.
package protocol EventSink: Sendable {
  func create(_ event: Event) async throws(KubeError)
  /// Writes the series of an event that was created before; `NotFound` where it is gone.
  func patchSeries(_ event: Event) async throws(KubeError)
}
