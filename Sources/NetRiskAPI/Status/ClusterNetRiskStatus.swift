import KubeCore
import RiskEngine
package import Support

/// Makes the status of the ClusterNetRisk from an evaluation.
package struct ClusterNetRiskStatus {
  let object: ClusterNetRisk
  let context: StatusContext

  package init(_ object: ClusterNetRisk, in context: StatusContext) {
    self.object = object
    self.context = context
  }

  package var tree: Tree {
    let cluster = context.report.cluster
    let churn = ChurnStatus(forecast: cluster.churn, observed: context.churn, visibleNamespace: nil)
    var status = StatusDraft()
    status.add("engine", cluster.engine.statusTree)
    if !cluster.engine.nodes.isEmpty { status.add("engines", cluster.engine.nodeEngines) }
    status.add("policies", cluster.policies.statusTree)
    status.add("churn", churn.tree)
    status.add("cost", cluster.cost.statusTree)
    status.add("ruledOut", cluster.ruledOut.map(\.statusTree), limit: StatusLimits.evidence)
    status.add("findings", findings.map(\.statusTree), limit: StatusLimits.findings)
    status.add("suppressed", context.report.suppressed.map(\.statusTree), limit: StatusLimits.suppressed)
    status.add("suggestedPatches", patches.map(\.statusTree), limit: StatusLimits.patches)
    status.add("advisories", cluster.advisories.map(\.statusTree), limit: StatusLimits.advisories)
    status.lastHandledRequest = object.metadata.annotations[NetRiskAPI.requestedAtAnnotation]
    status.summary = summary(churn)
    return status.tree(
      conditions: [
        Condition("Ready", true, "AnalysisCurrent", "The analysis is current."), atRisk, context.lowConfidence,
        context.degraded,
      ], generation: object.metadata.generation, before: object.statusTree, now: context.now)
  }

  /// All of them: the worst first, so that a cut loses the least.
  private var findings: [Finding] { context.report.findings }

  /// Of the sources of churn, the one that saves the most first.
  private var patches: [SuggestedPatch] {
    let sources = context.report.workloads.flatMap(\.suggestedPatches).filter {
      $0.type == .cronJobToDeployment || $0.type == .suspendCronJob
    }
    return (sources + context.report.cluster.suggestedPatches).sorted { left, right in
      let (first, second) = (left.effect.after.pressureSecondsPerHour, right.effect.after.pressureSecondsPerHour)
      return first == second ? left.id < right.id : first < second
    }
  }

  private var chatty: [WorkloadReport] { context.report.workloads.filter(\.isChatty) }
  private var worst: RiskLevel { context.report.workloads.map(\.risk.level).max() ?? .none }

  private func summary(_ churn: ChurnStatus) -> Tree {
    .members(
      ("workloads", .whole(context.report.workloads.count)), ("chattyWorkloads", .whole(chatty.count)),
      ("atRisk", .whole(chatty.count { $0.risk.level >= .medium })), ("worstLevel", .string(worst.name)),
      ("syncRequestsPerHour", .whole(churn.requestsPerHour)), ("topSource", churn.topSource.map { .text($0, 700) }),
      ("policies", .whole(context.report.cluster.policies.total)),
      ("patches", .whole(patches.count { !$0.changes.isEmpty })),
      ("findings", findings.severityCounts),
      ("suppressed", .whole(context.report.suppressed.count)))
  }

  private var atRisk: Condition {
    let count = chatty.count { $0.risk.level >= .medium }
    return Condition(
      "AtRisk", count > 0, count > 0 ? "RiskFound" : "BelowMedium",
      "\(count) of \(chatty.count) chatty workloads are at Medium or higher.")
  }
}
