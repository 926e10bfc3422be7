package import Telemetry

/// `leader_election_*` (component-base `metrics/prometheus/clientgo/leaderelection`).
package struct LeaderMetrics: Sendable {
  private let status: Gauge
  private let slowPaths: Counter

  /// - Parameter name: of the Lease.
  package init(_ registry: MetricRegistry, name: String) {
    status = registry.gauge(
      "leader_election_master_status",
      help: "Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master. "
        + "'name' is the string used to identify the lease. Please make sure to group by name.",
      labels: ["name"]
    ).with(name)
    slowPaths = registry.counter(
      "leader_election_slowpath_total",
      help: "Total number of slow path exercised in renewing leader leases. 'name' is the string used to identify the "
        + "lease. Please make sure to group by name.",
      labels: ["name"]
    ).with(name)
  }

  func leads(_ isLeading: Bool) { status.set(isLeading ? 1 : 0) }
  func readFirst(_ count: Int) { slowPaths.increment(by: Double(count)) }
}
