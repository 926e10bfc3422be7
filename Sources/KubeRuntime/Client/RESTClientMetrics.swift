package import KubeClient
package import Telemetry

/// `rest_client_*`, what a client counts (component-base `metrics/prometheus/restclient`).
///
/// `rest_client_rate_limiter_duration_seconds` is not among them: the client has no limiter of its own.
package struct RESTClientMetrics: ClientObserver {
  private let results: Family<Counter>
  private let retries: Family<Counter>
  private let latency: Family<Histogram>
  private let requestSize: Family<Histogram>
  private let responseSize: Family<Histogram>
  private let onWarning: @Sendable (APIWarning) -> Void

  /// - Parameter warned: told of each warning of the server, each text once; it must return at once.
  package init(_ registry: MetricRegistry, warned: @escaping @Sendable (APIWarning) -> Void = { _ in }) {
    onWarning = warned
    let labels = ["verb", "host"]
    results = registry.counter(
      "rest_client_requests_total", help: "Number of HTTP requests, partitioned by status code, method, and host.",
      labels: ["code", "method", "host"])
    retries = registry.counter(
      "rest_client_request_retries_total",
      help: "Number of request retries, partitioned by status code, verb, and host.", labels: ["code", "verb", "host"])
    latency = registry.histogram(
      "rest_client_request_duration_seconds", help: "Request latency in seconds. Broken down by verb, and host.",
      labels: labels, bounds: HistogramBounds.requestDuration)
    requestSize = registry.histogram(
      "rest_client_request_size_bytes", help: "Request size in bytes. Broken down by verb and host.", labels: labels,
      bounds: HistogramBounds.requestSize)
    responseSize = registry.histogram(
      "rest_client_response_size_bytes", help: "Response size in bytes. Broken down by verb and host.", labels: labels,
      bounds: HistogramBounds.requestSize)
  }

  package func requestEnded(code: String, method: String, host: String) {
    results.with(code, method, host).increment()
  }

  package func requestRetried(code: String, verb: String, host: String) { retries.with(code, verb, host).increment() }

  package func requestTook(_ duration: Duration, verb: String, host: String) {
    latency.with(verb, host).observe(duration)
  }

  package func requestSent(_ bytes: Int, verb: String, host: String) {
    requestSize.with(verb, host).observe(Double(bytes))
  }

  package func responseReceived(_ bytes: Int, verb: String, host: String) {
    responseSize.with(verb, host).observe(Double(bytes))
  }

  package func warned(_ warning: APIWarning) { onWarning(warning) }
}
