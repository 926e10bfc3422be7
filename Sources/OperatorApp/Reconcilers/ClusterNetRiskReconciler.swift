import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// Keeps the one ClusterNetRisk: makes it where it is missing, and its status in step with the cluster.
struct ClusterNetRiskReconciler: Reconciler {
  static let key = ObjectKey(kind: ClusterNetRisk.resource.kind, namespace: "", name: NetRiskAPI.clusterName)

  let feed: ClusterFeed
  let evaluator: Evaluator
  let writer: StatusWriter
  let rule: Lock<WriteRule>
  let time: any TimeSource

  func reconcile(_ key: ObjectKey) async throws(ReconcileError) -> Outcome {
    guard key == Self.key, let evaluation = evaluator.current else { return .settled }
    guard let object = feed.clusterNetRisks["", NetRiskAPI.clusterName] else {
      try await create()
      return .settled
    }
    guard evaluation.covers(object.metadata) else { return .settled }
    let status =
      object.spec.suspend
      ? NetRiskStatus.suspended(
        object.statusTree, generation: object.metadata.generation, now: evaluation.context.now)
      : ClusterNetRiskStatus(object, in: evaluation.context).tree
    let decision = rule.withLock {
      $0.decide(
        status, over: object.statusTree, of: object.metadata, StatusSchema.clusterNetRisk, at: time.uptime())
    }
    switch decision {
    case .skip: return .settled
    case .later(let delay): return .recheck(after: delay)
    case .write:
      do throws(KubeError) {
        let answer = try await writer.apply(status: status, of: ClusterNetRisk.resource, object.metadata)
        rule.withLock {
          $0.wrote(status, of: object.metadata, answer: answer, StatusSchema.clusterNetRisk, at: time.uptime())
        }
      } catch {
        if error.isNotFound { return .settled }
        throw error.reconcileError
      }
      return .settled
    }
  }

  private func create() async throws(ReconcileError) {
    let object = Tree.members(
      ("apiVersion", .string(NetRiskAPI.apiVersion)), ("kind", .string(ClusterNetRisk.resource.kind)),
      (
        "metadata",
        .members(
          ("name", .string(NetRiskAPI.clusterName)),
          ("labels", .members((NetRiskAPI.managedByLabel, .string(NetRiskAPI.managedBy)))))
      ))
    do throws(KubeError) {
      try await writer.apply(object, at: ObjectPath(ClusterNetRisk.resource, name: NetRiskAPI.clusterName))
    } catch { throw error.reconcileError }
  }
}
