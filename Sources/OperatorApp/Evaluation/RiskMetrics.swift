import KubeCore
import NetRiskAPI
import RiskEngine
import Support
import Telemetry

/// NetRisk's own metrics, as the latest evaluation has them. Series go with what they are about, and there are never
/// more than the registry's limit.
final class RiskMetrics: Sendable {
  private let level: Family<Gauge>
  private let findings: Family<Gauge>
  private let requests: Family<Counter>
  private let rate: Gauge
  private let pressure: Gauge
  private let evaluations: Counter
  private let duration: Histogram

  init(_ registry: MetricRegistry) {
    level = registry.gauge(
      "netrisk_level", help: "Level of a NetRisk: 0 None, 1 Low, 2 Medium, 3 High, 4 Critical.",
      labels: ["namespace", "name"])
    findings = registry.gauge(
      "netrisk_findings", help: "Findings, by code and severity.", labels: ["code", "severity"])
    requests = registry.counter(
      "netrisk_sync_requests_total", help: "Sync requests that were counted, by the kind of what caused them.",
      labels: ["source_kind"])
    rate = registry.gauge(
      "netrisk_sync_requests_per_hour", help: "Sync requests in the last 60 full minutes."
    ).with()
    pressure = registry.gauge(
      "netrisk_policy_pressure_seconds_per_hour",
      help: "Seconds per hour in which a node's policy state is being rebuilt."
    ).with()
    evaluations = registry.counter("netrisk_evaluations_total", help: "Evaluations of the whole cluster.").with()
    duration = registry.histogram(
      "netrisk_evaluation_duration_seconds", help: "How long an evaluation takes.",
      bounds: HistogramBounds.requestDuration
    ).with()
  }

  /// Takes over what an evaluation says.
  func show(_ evaluation: Evaluation, levels: [(namespace: String, name: String, level: RiskLevel)], took: Duration) {
    evaluations.increment()
    duration.observe(took)
    level.replace(with: levels.map { ([$0.namespace, $0.name], Double($0.level.rawValue)) })
    var counts: [[String]: Double] = [:]
    for finding in evaluation.report.findings {
      counts[[finding.code.rawValue, finding.severity.name], default: 0] += 1
    }
    findings.replace(with: counts.map { ($0.key, $0.value) })
    pressure.set(evaluation.report.cluster.cost.pressureSecondsPerHour)
    rate.set(Double(evaluation.context.churn?.requestsLastHour ?? 0))
  }

  func counted(_ source: ChurnSource) { requests.with(source.key.kind.isEmpty ? "other" : source.key.kind).increment() }
}
