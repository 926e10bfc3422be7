import HTTPServer
import KubeRuntime
import Support
import Telemetry

/// `/metrics` in the Prometheus text format.
struct MetricsPage: Sendable {
  let registry: MetricRegistry
  /// `nil` where the server is plain and listens on loopback alone.
  let access: MetricsAccess?

  func answer(_ request: ServerRequest) async -> ServerResponse {
    guard request.path == "/metrics" else { return OperatorServer.text(404, "not found; there is /metrics\n") }
    switch await access?.verdict(authorization: request[header: "Authorization"], path: request.path) ?? .allowed {
    case .allowed:
      return OperatorServer.text(200, registry.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
    case .unauthorized: return OperatorServer.text(401, "Unauthorized\n")
    case .forbidden: return OperatorServer.text(403, "Forbidden: GET /metrics is not allowed to this user\n")
    case .unknown: return OperatorServer.text(503, "the API server did not say whether this is allowed\n")
    }
  }
}
