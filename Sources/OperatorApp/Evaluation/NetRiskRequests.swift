import KubeCore
import NetRiskAPI
import RiskEngine
import Support

/// What the NetRisks say of their workloads: profiles, budgets, accepted findings.
struct NetRiskRequests {
  private(set) var profiles: [ObjectKey: WorkloadProfile] = [:]
  private(set) var budgets: [ObjectKey: Double] = [:]
  private(set) var exceptions: [FindingException] = []

  /// - Parameter netRisks: in order of namespace and name; of several that speak of one workload the last one counts, a
  ///   person's before a discovered one.
  init(_ netRisks: [NetRisk], _ cluster: ClusterNetRisk?, workloads: WorkloadIndex) {
    for netRisk in netRisks.filter(\.isDiscovered) + netRisks.filter({ !$0.isDiscovered }) {
      for key in workloads.targets(of: netRisk) { add(netRisk.spec, for: key) }
    }
    if let cluster {
      add(cluster.spec.ignore, for: ObjectKey(kind: "Cluster", namespace: "", name: NetRiskAPI.clusterName))
    }
  }

  private mutating func add(_ spec: NetRiskSpec, for key: ObjectKey) {
    if let profile = WorkloadProfile(rawValue: spec.profile) { profiles[key] = profile }
    if let budget = spec.budget.syncRequestsPerHour { budgets[key] = Double(budget) }
    add(spec.ignore, for: key)
  }

  private mutating func add(_ ignored: [IgnoredFinding], for key: ObjectKey) {
    for finding in ignored {
      let end = finding.until.map { until -> FindingException.End in
        Timestamp(rfc3339: until).map { .at($0) } ?? .malformed(until)
      }
      let exception = FindingException(object: key, code: finding.code, reason: finding.reason, end: end ?? .never)
      exceptions.removeAll { $0.object == key && $0.code == finding.code }
      exceptions.append(exception)
    }
  }
}
