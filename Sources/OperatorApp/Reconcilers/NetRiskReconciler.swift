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
    let decision = rule.withLock {
      $0.decide(
        status, over: netRisk.statusTree, of: netRisk.metadata, StatusSchema.netRisk, at: time.uptime())
    }
    switch decision {
    case .skip: return .settled
    case .later(let delay): return .recheck(after: delay)
    case .write:
      do throws(KubeError) {
        let answer = try await writer.apply(status: status, of: NetRisk.resource, netRisk.metadata)
        rule.withLock {
          $0.wrote(status, of: netRisk.metadata, answer: answer, StatusSchema.netRisk, at: time.uptime())
        }
      } catch {
        if error.isNotFound { return .settled }
        throw error.reconcileError
      }
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
