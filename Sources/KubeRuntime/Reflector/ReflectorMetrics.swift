package import Telemetry

/// What a Reflector counts, under the names that client-go's reflector used.
package struct ReflectorMetrics: Sendable {
  private let lists: Counter
  private let listDuration: Histogram
  private let itemsPerList: Histogram
  private let watches: Counter
  private let shortWatches: Counter
  private let watchDuration: Histogram
  private let itemsPerWatch: Histogram
  private let lastResourceVersion: Gauge

  /// - Parameter name: the resource: `pods`.
  package init(_ registry: MetricRegistry, name: String) {
    let counter = { registry.counter($0, help: $1, labels: ["name"]).with(name) }
    let histogram = {
      registry.histogram($0, help: $1, labels: ["name"], bounds: $2).with(name)
    }
    let items = HistogramBounds.exponential(start: 1, factor: 10, count: 6)
    lists = counter("reflector_lists_total", "Total number of API lists done by the reflectors")
    listDuration = histogram(
      "reflector_list_duration_seconds", "How long an API list takes to return and decode for the reflectors",
      HistogramBounds.requestDuration)
    itemsPerList = histogram(
      "reflector_items_per_list", "How many items an API list returns to the reflectors", items)
    watches = counter("reflector_watches_total", "Total number of API watches done by the reflectors")
    shortWatches = counter(
      "reflector_short_watches_total", "Total number of short API watches done by the reflectors")
    watchDuration = histogram(
      "reflector_watch_duration_seconds", "How long an API watch takes to return and decode for the reflectors",
      [1, 10, 60, 300, 600, 3600])
    itemsPerWatch = histogram(
      "reflector_items_per_watch", "How many items an API watch returns to the reflectors", items)
    lastResourceVersion = registry.gauge(
      "reflector_last_resource_version", help: "Last resource version seen for the reflectors", labels: ["name"]
    ).with(name)
  }

  func listed(_ count: Int, in duration: Duration) {
    lists.increment()
    listDuration.observe(duration)
    itemsPerList.observe(Double(count))
  }

  func watched(for duration: Duration, events: Int) {
    watches.increment()
    if duration < .seconds(1), events == 0 { shortWatches.increment() }
    watchDuration.observe(duration)
    itemsPerWatch.observe(Double(events))
  }

  func reached(_ resourceVersion: String) {
    if let number = Double(resourceVersion) { lastResourceVersion.set(number) }
  }
}
