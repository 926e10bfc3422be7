import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// Keeps each NetRisk's status in step with its workload.
struct NetRiskReconciler: Reconciler {
  let feed: ClusterFeed
  let evaluator: Evaluator
  let writer: StatusWriter
  let rule: Lock<WriteRule>
  let time: any TimeSource
  let transition: @Sendable (NetRisk, _ status: Tree) -> Void

  func reconcile(_ key: ObjectKey) async throws(ReconcileError) -> Outcome {
    guard let netRisk = feed.netRisks[key.namespace, key.name] else { return .settled }
    // Its own change leads to an evaluation, which leads here again.
    guard let evaluation = evaluator.current, evaluation.covers(netRisk.metadata) else { return .settled }
    let status = status(of: netRisk, evaluation)
    let difference = StatusDifference.between(netRisk.statusTree, status, StatusSchema.netRisk)
    switch rule.withLock({ $0.decide(difference, uid: netRisk.metadata.uid, at: time.uptime()) }) {
    case .skip: return .settled
    case .later(let delay): return .recheck(after: delay)
    case .write:
      do throws(KubeError) {
        try await writer.apply(status: status, of: NetRisk.resource, netRisk.metadata)
      } catch {
        if error.isNotFound { return .settled }
        throw error.reconcileError
      }
      rule.withLock { $0.wrote(uid: netRisk.metadata.uid, at: time.uptime()) }
      transition(netRisk, status)
      return .settled
    }
  }

  private func status(of netRisk: NetRisk, _ evaluation: Evaluation) -> Tree {
    if netRisk.spec.suspend {
      return NetRiskStatus.suspended(
        netRisk.statusTree, generation: netRisk.metadata.generation, now: evaluation.context.now)
    }
    return NetRiskStatus(netRisk, targets: evaluation.targets(of: netRisk), in: evaluation.context).tree
  }
}
