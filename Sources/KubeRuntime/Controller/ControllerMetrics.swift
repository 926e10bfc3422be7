package import Telemetry

/// `controller_runtime_*` with the label `controller` (controller-runtime `pkg/internal/controller/metrics`).
package struct ControllerMetrics: Sendable {
  enum Result: String {
    case success
    case requeueAfter = "requeue_after"
    case error
  }

  private let name: String
  private let total: Family<Counter>
  private let errors: Counter
  private let terminalErrors: Counter
  private let time: Histogram
  private let active: Gauge
  private let limit: Gauge

  package init(_ registry: MetricRegistry, name: String) {
    self.name = name
    let label = ["controller"]
    total = registry.counter(
      "controller_runtime_reconcile_total", help: "Total number of reconciliations per controller",
      labels: ["controller", "result"])
    // Dashboards divide by these: they are there from the start.
    for result in [Result.success, .requeueAfter, .error] { _ = total.with(name, result.rawValue) }
    errors = registry.counter(
      "controller_runtime_reconcile_errors_total", help: "Total number of reconciliation errors per controller",
      labels: label
    ).with(name)
    terminalErrors = registry.counter(
      "controller_runtime_terminal_reconcile_errors_total",
      help: "Total number of terminal reconciliation errors per controller", labels: label
    ).with(name)
    time = registry.histogram(
      "controller_runtime_reconcile_time_seconds", help: "Length of time per reconciliation per controller",
      labels: label, bounds: HistogramBounds.reconcileTime
    ).with(name)
    active = registry.gauge(
      "controller_runtime_active_workers", help: "Number of currently used workers per controller", labels: label
    ).with(name)
    limit = registry.gauge(
      "controller_runtime_max_concurrent_reconciles",
      help: "Maximum number of concurrent reconciles per controller", labels: label
    ).with(name)
  }

  func configured(workers: Int) { limit.set(Double(workers)) }
  func began() { active.add(1) }

  func ended(_ result: Result, isTerminal: Bool, after duration: Duration) {
    active.add(-1)
    time.observe(duration)
    total.with(name, result.rawValue).increment()
    if result == .error { errors.increment() }
    if isTerminal { terminalErrors.increment() }
  }
}
