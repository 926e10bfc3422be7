package import Telemetry

/// `workqueue_*` with the label `name` (component-base `metrics/prometheus/workqueue`).
package struct WorkQueueMetrics: Sendable {
  private let registry: MetricRegistry
  private let depth: Gauge
  private let adds: Counter
  private let queueDuration: Histogram
  private let workDuration: Histogram
  private let unfinished: Gauge
  private let longest: Gauge
  private let retries: Counter

  package init(_ registry: MetricRegistry, name: String) {
    self.registry = registry
    let gauge = { registry.gauge("workqueue_" + $0, help: $1, labels: ["name"]).with(name) }
    let counter = { registry.counter("workqueue_" + $0, help: $1, labels: ["name"]).with(name) }
    let histogram = {
      registry.histogram("workqueue_" + $0, help: $1, labels: ["name"], bounds: HistogramBounds.workQueue).with(name)
    }
    depth = gauge("depth", "Current depth of workqueue")
    adds = counter("adds_total", "Total number of adds handled by workqueue")
    queueDuration = histogram(
      "queue_duration_seconds", "How long in seconds an item stays in workqueue before being requested.")
    workDuration = histogram(
      "work_duration_seconds", "How long in seconds processing an item from workqueue takes.")
    unfinished = gauge(
      "unfinished_work_seconds",
      "How many seconds of work has done that is in progress and hasn't been observed by work_duration. "
        + "Large values indicate stuck threads. One can deduce the number of stuck threads by observing the rate at "
        + "which this increases.")
    longest = gauge(
      "longest_running_processor_seconds",
      "How many seconds has the longest running processor for workqueue been running.")
    retries = counter("retries_total", "Total number of retries handled by workqueue")
  }

  func added() {
    adds.increment()
    depth.add(1)
  }

  func taken(after wait: Duration) {
    depth.add(-1)
    queueDuration.observe(wait)
  }

  func worked(for duration: Duration) { workDuration.observe(duration) }
  func retried() { retries.increment() }

  /// Reads the work in progress at each exposition.
  func collect(_ read: @escaping @Sendable () -> (total: Duration, longest: Duration)) {
    let (unfinished, longest) = (unfinished, longest)
    registry.collect {
      let now = read()
      unfinished.set(now.total.inSeconds)
      longest.set(now.longest.inSeconds)
    }
  }
}
