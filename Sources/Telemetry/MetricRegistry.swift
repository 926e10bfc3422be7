import Support

/// All metrics of a process and their exposition.
///
/// Asking twice for one name gives the same metric, so that the parts of a program need not know of each other. A name
/// asked for as two kinds, or with two sets of labels, keeps its first meaning on the page; the second stands alone.
package final class MetricRegistry: Sendable {
  enum Entry: Sendable {
    case counter(Family<Counter>)
    case gauge(Family<Gauge>)
    case histogram(Family<Histogram>)
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var collectors: [@Sendable () -> Void] = []
  }

  private let state = Lock(State())
  private let seriesLimit: Int

  /// - Parameter seriesLimit: of each metric.
  package init(seriesLimit: Int = 1000) { self.seriesLimit = seriesLimit }

  package func counter(_ name: String, help: String, labels: [String] = []) -> Family<Counter> {
    let fresh = Family(MetricDescription(name, .counter, help: help, labels: labels), limit: seriesLimit) { Counter() }
    let entry = register(.counter(fresh), name)
    if case .counter(let known) = entry, known.description.labels == labels { return known }
    return fresh
  }

  package func gauge(_ name: String, help: String, labels: [String] = []) -> Family<Gauge> {
    let fresh = Family(MetricDescription(name, .gauge, help: help, labels: labels), limit: seriesLimit) { Gauge() }
    let entry = register(.gauge(fresh), name)
    if case .gauge(let known) = entry, known.description.labels == labels { return known }
    return fresh
  }

  package func histogram(
    _ name: String, help: String, labels: [String] = [], bounds: [Double]
  ) -> Family<Histogram> {
    let fresh = Family(MetricDescription(name, .histogram, help: help, labels: labels), limit: seriesLimit) {
      Histogram(bounds: bounds)
    }
    let entry = register(.histogram(fresh), name)
    if case .histogram(let known) = entry, known.description.labels == labels { return known }
    return fresh
  }

  /// Runs before each exposition: for gauges that are read rather than kept.
  package func collect(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.collectors.append(body) } }

  private func register(_ entry: Entry, _ name: String) -> Entry {
    state.withLock { state in
      if let known = state.entries[name] { return known }
      state.entries[name] = entry
      return entry
    }
  }

  /// Everything in the Prometheus text format, version 0.0.4: metrics by name, series by label values.
  package func exposition() -> String {
    for collect in state.withLock({ $0.collectors }) { collect() }
    let entries = state.withLock { $0.entries }.sorted { $0.key < $1.key }
    var text = PrometheusText()
    for (_, entry) in entries { text.write(entry) }
    return text.text
  }
}
