import KubeCore
import NetRiskAPI
import NetworkSemantics
import RiskEngine
import Support

/// One look at the whole cluster: the report, and what of it concerns whom.
struct Evaluation: Sendable {
  /// The state of the cluster that it is about (``ClusterModel/structure``).
  let structure: UInt64
  let context: StatusContext
  /// NetRisks and their generations that were looked at, by uid.
  let generations: [String: Int64]
  /// When something in it ends by itself: an exception.
  let nextChange: Timestamp?
  let workloads: WorkloadIndex

  init(
    structure: UInt64, context: StatusContext, generations: [String: Int64], nextChange: Timestamp?,
    workloads: WorkloadIndex
  ) {
    self.structure = structure
    self.context = context
    self.generations = generations
    self.nextChange = nextChange
    self.workloads = workloads
  }

  var report: AnalysisReport { context.report }

  /// Whether what the object asks for was known.
  func covers(_ metadata: ObjectMeta) -> Bool { generations[metadata.uid] == metadata.generation }

  /// The workloads that a NetRisk is about.
  func targets(of netRisk: NetRisk) -> [ObjectKey] { workloads.targets(of: netRisk) }

  /// The level of each NetRisk, that of its worst workload.
  func levels(of netRisks: [NetRisk]) -> [(namespace: String, name: String, level: RiskLevel)] {
    netRisks.map { netRisk in
      let level = targets(of: netRisk).compactMap { context.workload($0)?.risk.level }.max() ?? .none
      return (netRisk.metadata.namespace, netRisk.metadata.name, level)
    }
  }
}

/// The workloads of a cluster, for finding those that a NetRisk is about.
struct WorkloadIndex: Sendable {
  private let byKey: [ObjectKey: Workload]
  private let byNamespace: [String: [Workload]]

  init(_ workloads: [Workload]) {
    byKey = Dictionary(workloads.map { ($0.key, $0) }) { first, _ in first }
    byNamespace = Dictionary(grouping: workloads, by: \.key.namespace)
  }

  /// As it stands in the workload's `apiVersion`; `nil` where there is no such workload.
  func apiVersion(of key: ObjectKey) -> String? { byKey[key]?.apiVersion }

  /// The workloads that a NetRisk is about, in their order.
  func targets(of netRisk: NetRisk) -> [ObjectKey] {
    let namespace = netRisk.metadata.namespace
    if let reference = netRisk.spec.workloadRef {
      let key = ObjectKey(kind: reference.kind, namespace: namespace, name: reference.name)
      return apiVersion(of: key) == reference.apiVersion ? [key] : []
    }
    guard let selector = netRisk.spec.podSelector, let matcher = try? SelectorMatcher(selector) else { return [] }
    return (byNamespace[namespace] ?? []).filter { workload in
      workload.endpoints.contains { matcher.matches($0.labels) }
    }.map(\.key)
  }
}
