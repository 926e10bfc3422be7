import KubeCore
import Manifests
import RiskEngine

/// Where patches come from: an analysis of what was read, or the statuses that the operator has written.
struct PatchSource {
  /// Those that `-n` and `-l` show, the best first.
  let patches: [RankedPatch]
  /// What no patch can do.
  let advisories: [Advisory]
  /// The files that patches may be worked into, or nothing.
  let input: LoadedInput
  let problems: [InputProblem]
  /// Whether there were problems alone.
  let isUnread: Bool

  init(analysisFor context: CommandContext) throws {
    let filter = try ReportFilter(context.arguments)
    let input = try context.loadInput()
    let report = input.locating(RiskEngine.evaluate(input.objects, options: try EvaluationOptions(context)))
    patches = filter.apply(to: Analysis(report: report, labels: input.labels)).report.rankedPatches
    advisories = report.cluster.advisories
    self.input = input
    problems = input.problems
    isUnread = input.objects.isEmpty && !input.problems.isEmpty
  }

  init(statusesFor context: CommandContext) throws {
    if context.arguments.value(.selector) != nil {
      throw UsageError("--from-status takes what statuses have: -n chooses a namespace, and -l nothing")
    }
    let request = try InputRequest(context)
    var statuses = StatusPatches()
    if request.paths.isEmpty {
      statuses = try StatusPatches.read(request.cluster, context.environment)
      input = .unreadCluster
    } else {
      input = try context.loadInput()
      for object in input.manifests?.netRisks ?? [] { statuses.add(object) }
    }
    if statuses.objectCount == 0 {
      context.notice(
        "there is no NetRisk here: the operator makes them, and kubectl get netrisk,clusternetrisk -A -o yaml "
          + "prints them")
    }
    let namespace = try ReportFilter(context.arguments).namespace
    let shown = statuses.patches.filter { ranked in
      namespace.map { ranked.workload.namespace == $0 || ranked.patch.target.key.namespace == $0 } ?? true
    }
    patches = input.locating(shown.ranked)
    advisories = []
    problems = input.problems + statuses.problems
    isUnread = statuses.objectCount == 0 && !input.problems.isEmpty
  }
}
