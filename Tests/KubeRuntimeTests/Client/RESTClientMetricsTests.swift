import KubeClient
import KubeCore
import KubeRuntime
import Support
import Telemetry
import TestSupport
import Testing

/// Names, labels and bounds as dashboards know them (component-base `metrics/prometheus/restclient/metrics.go`).
@Suite("rest_client_*", .timeLimit(.minutes(1)))
struct RESTClientMetricsTests {
  private static let host = "host=\"api.example.org:6443\""

  @Test("Requests, repetitions, times and sizes are counted under the names of component-base")
  func counts() async throws {
    let registry = MetricRegistry()
    let api = ScriptedAPI(
      [
        .json("{}", status: 503, [HTTPHeader("Retry-After", "3")]), .json(#"{"major":"1"}"#),
        .json("{}", status: 201), .failure(.connectionRefused),
      ], observer: RESTClientMetrics(registry))
    async let version = api.client.raw("/version")
    await api.time.sleepers(atLeast: 1)
    api.time.advance(by: .seconds(3))
    _ = try await version
    _ = try await api.client.create(ObjectPath(Pod.resource, namespace: "web"), ["kind": "Pod"])
    await #expect(throws: KubeError.self) { try await api.client.raw("/version") }
    let lines = Set(registry.exposition().split(separator: "\n").map(String.init))
    for line in [
      "rest_client_requests_total{code=\"503\",method=\"GET\",\(Self.host)} 1",
      "rest_client_requests_total{code=\"200\",method=\"GET\",\(Self.host)} 1",
      "rest_client_requests_total{code=\"201\",method=\"POST\",\(Self.host)} 1",
      "rest_client_requests_total{code=\"<error>\",method=\"GET\",\(Self.host)} 1",
      "rest_client_request_retries_total{code=\"200\",verb=\"GET\",\(Self.host)} 1",
      "rest_client_request_duration_seconds_bucket{verb=\"GET\",\(Self.host),le=\"0.005\"} 1",
      "rest_client_request_duration_seconds_bucket{verb=\"GET\",\(Self.host),le=\"4\"} 2",
      "rest_client_request_duration_seconds_sum{verb=\"GET\",\(Self.host)} 3",
      "rest_client_request_size_bytes_bucket{verb=\"POST\",\(Self.host),le=\"64\"} 1",
      "rest_client_request_size_bytes_sum{verb=\"POST\",\(Self.host)} 14",
      "rest_client_request_size_bytes_count{verb=\"GET\",\(Self.host)} 3",
      "rest_client_response_size_bytes_sum{verb=\"GET\",\(Self.host)} 13",
      "rest_client_response_size_bytes_bucket{verb=\"POST\",\(Self.host),le=\"16777216\"} 1",
      "# TYPE rest_client_request_size_bytes histogram",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test("Warnings go on to whoever wants them")
  func warnings() async throws {
    let heard = Lock<[String]>([])
    let metrics = RESTClientMetrics(MetricRegistry()) { warning in heard.withLock { $0.append(warning.text) } }
    let api = ScriptedAPI([.json("{}", [HTTPHeader("Warning", "299 - \"old\"")])], observer: metrics)
    _ = try await api.client.raw("/version")
    #expect(heard.withLock { $0 } == ["old"])
  }
}
