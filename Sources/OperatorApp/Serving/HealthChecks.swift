package import HTTPServer
import KubeCore
import KubeRuntime

/// `/healthz` and `/readyz`, as probes ask for them; with `?verbose` one line a check.
package struct HealthChecks: Sendable {
  private let statuses: @Sendable () -> [FeedStatus]

  package init(statuses: @escaping @Sendable () -> [FeedStatus]) { self.statuses = statuses }

  package func answer(_ request: ServerRequest) -> ServerResponse {
    switch request.path {
    case "/healthz", "/livez": return OperatorServer.text(200, "ok\n")
    case "/readyz":
      let failures = Self.failures(statuses())
      if failures.isEmpty { return OperatorServer.text(200, "ok\n") }
      return OperatorServer.text(503, failures.map { "[-]\($0)\n" }.joined() + "readyz check failed\n")
    default: return OperatorServer.text(404, "not found; there are /healthz and /readyz\n")
    }
  }

  /// Not ready while a first list is missing, a watch has been down for 60 s or silent for more than 90 s. A kind that
  /// may not be read degrades findings, never readiness.
  package static func failures(_ statuses: [FeedStatus]) -> [String] {
    statuses.compactMap { status in
      let name = "watch-" + status.resource.plural
      if status.gap != nil { return nil }
      if !status.isSettled { return "\(name): the first list has not come yet" }
      if let down = status.health.downFor, down >= .seconds(60) {
        return "\(name): down for \(down.components.seconds) s"
      }
      if let silent = status.health.silentFor, silent > .seconds(90) {
        return "\(name): silent for \(silent.components.seconds) s"
      }
      return nil
    }
  }
}
