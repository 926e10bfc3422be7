import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// Makes a NetRisk for each workload that is to have one, and removes those whose workload is gone, is not chatty any
/// more, or has a NetRisk of a person's.
struct DiscoveryReconciler: Reconciler {
  /// All of discovery is one piece of work: it compares what there is with what there should be.
  static let key = ObjectKey(kind: "Discovery", namespace: "", name: "all")

  let feed: ClusterFeed
  let evaluator: Evaluator
  let writer: StatusWriter
  let mode: DiscoveryMode

  func reconcile(_ key: ObjectKey) async throws(ReconcileError) -> Outcome {
    guard let evaluation = evaluator.current else { return .settled }
    let plan = DiscoveryPlan(evaluation, netRisks: feed.netRisks.objects, mode: mode)
    let failures = await Self.each(plan.stale) { object throws(KubeError) in
      try await writer.delete(NetRisk.resource, object.metadata)
    }
    let more = await Self.each(plan.missing) { wanted throws(KubeError) in try await create(wanted) }
    if let failure = (failures + more).first { throw failure.reconcileError }
    return .settled
  }

  /// Does it for all of them, eight at a time; what failed.
  private static func each<Element: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws(KubeError) -> Void
  ) async -> [KubeError] {
    await withTaskGroup(of: KubeError?.self) { group in
      var failures: [KubeError] = []
      for (index, element) in elements.enumerated() {
        if index >= 8, let failure = await group.next() ?? nil { failures.append(failure) }
        group.addTask {
          do throws(KubeError) { try await body(element) } catch { return error }
          return nil
        }
      }
      for await failure in group { if let failure { failures.append(failure) } }
      return failures
    }
  }

  private func create(_ wanted: DiscoveredNetRisk) async throws(KubeError) {
    guard let uid = feed.uid(of: wanted.workload) else { return }
    let path = ObjectPath(NetRisk.resource, namespace: wanted.workload.namespace, name: wanted.name)
    try await writer.apply(wanted.manifest(uid: uid), at: path)
  }
}

/// Which workloads get a NetRisk without being asked for.
package enum DiscoveryMode: String, CaseIterable, Sendable {
  /// Those that the catalogue, an annotation or a profile calls chatty.
  case catalogue
  case all
  case off
}

/// What discovery has to do.
struct DiscoveryPlan {
  private(set) var missing: [DiscoveredNetRisk] = []
  private(set) var stale: [NetRisk] = []

  /// - Parameter netRisks: all of them, in any order.
  init(_ evaluation: Evaluation, netRisks: [NetRisk], mode: DiscoveryMode) {
    let owned = Set(netRisks.filter { !$0.isDiscovered }.compactMap(\.workloadKey))
    let wanted = evaluation.report.workloads.filter { workload in
      mode.wants(workload) && !owned.contains(workload.key)
    }.compactMap { workload in
      evaluation.workloads.apiVersion(of: workload.key).map {
        DiscoveredNetRisk(workload: workload.key, apiVersion: $0)
      }
    }
    let names = Set(wanted.map(\.path))
    let known = Set(netRisks.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    // A person's object under the name that discovery would take is left alone.
    missing = wanted.filter { !known.contains($0.path) }.sorted { $0.path < $1.path }
    // One that a finalizer keeps has been asked to go.
    stale = netRisks.filter { netRisk in
      netRisk.isDiscovered && netRisk.metadata.deletionTimestamp == nil
        && !names.contains("\(netRisk.metadata.namespace)/\(netRisk.metadata.name)")
    }.sorted { $0.key < $1.key }
  }
}

extension DiscoveryMode {
  fileprivate func wants(_ workload: WorkloadReport) -> Bool {
    switch self {
    case .off: false
    case .catalogue: workload.isChatty
    case .all: ObjectKind(rawValue: workload.key.kind) != nil
    }
  }
}

extension NetRisk {
  fileprivate var workloadKey: ObjectKey? {
    spec.workloadRef.map { ObjectKey(kind: $0.kind, namespace: metadata.namespace, name: $0.name) }
  }
}
