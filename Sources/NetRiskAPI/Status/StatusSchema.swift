import KubeCore
import RiskEngine
import Support

/// What NetRisk writes into statuses: all numbers whole, all lists and texts bounded by ``StatusLimits``.
package enum StatusSchema {
  package static let netRisk = Schema.object(
    "What NetRisk knows of the workload. Written only when something changed.",
    [
      StatusParts.observedGeneration, StatusParts.lastHandledRequest, StatusParts.conditions,
      .optional("summary", summary), .optional("risk", StatusParts.risk), .optional("exposure", StatusParts.exposure),
      .optional(
        "workloads",
        .list(
          "The workloads of a podSelector, worst first.", of: StatusParts.workload, max: StatusLimits.workloads)),
      .optional("engine", StatusParts.engine), .optional("churn", StatusParts.churn),
      .optional("cost", StatusParts.cost), StatusParts.findings, StatusParts.suppressed,
      .optional(
        "suggestedPatches",
        .list(
          "What would help, each proven on a changed copy of the cluster.", of: PatchSchema.patch,
          max: StatusLimits.patches)), StatusParts.truncated,
    ])

  package static let clusterNetRisk = Schema.object(
    "What NetRisk knows of the cluster. Written only when something changed.",
    [
      StatusParts.observedGeneration, StatusParts.lastHandledRequest, StatusParts.conditions,
      .optional("summary", clusterSummary),
      .optional("engine", StatusParts.engine),
      .optional(
        "engines",
        .list("What enforces policies, and on how many nodes.", of: StatusParts.nodeEngine, max: StatusLimits.engines)),
      .optional("policies", StatusParts.policies), .optional("churn", StatusParts.churn),
      .optional("cost", StatusParts.cost),
      .optional(
        "ruledOut",
        .list("Causes that cannot be at work here.", of: StatusParts.ruledOut, max: StatusLimits.evidence)),
      StatusParts.findings, StatusParts.suppressed,
      .optional(
        "suggestedPatches",
        .list(
          "What would lower the churn of the cluster, each proven on a changed copy of it; patches for single workloads "
            + "stand in their NetRisks.", of: PatchSchema.patch, max: StatusLimits.patches)),
      .optional(
        "advisories",
        .list(
          "What would help and no patch of an object can do.", of: StatusParts.advisory, max: StatusLimits.advisories)),
      StatusParts.truncated,
    ])

  private static let summary = Schema.object(
    "What the columns of kubectl get show; the counts are exact where the lists are cut.",
    [
      .optional("workload", .string("The workload, as deploy/web.", max: 317)),
      .optional(
        "syncRequestsPerHour", .rate("Sync requests: counted in the last hour, else the most that is forecast.")),
      .optional("topSource", .string("What causes the most sync requests.", max: 700)),
      .optional("policies", .count("NetworkPolicies that select the workload.")),
      .optional("patches", .count("Suggested patches.")),
      .optional("findings", StatusParts.findingCounts),
      .optional("suppressed", .count("Findings that an exception covers.")),
    ])

  private static let clusterSummary = Schema.object(
    "What the columns of kubectl get show; the counts are exact where the lists are cut.",
    [
      .optional("workloads", .count("Workloads that were analysed.").gradual),
      .optional("chattyWorkloads", .count("Workloads that open many new connections.")),
      .optional("atRisk", .count("Chatty workloads whose level is Medium or higher.")),
      .optional("worstLevel", .choice("The highest level of a workload.", RiskLevel.allCases.map(\.name))),
      .optional(
        "syncRequestsPerHour", .rate("Sync requests: counted in the last hour, else the most that is forecast.")),
      .optional("topSource", .string("What causes the most sync requests.", max: 700)),
      .optional("policies", .count("NetworkPolicies in the cluster.")),
      .optional("patches", .count("Suggested patches for the sources of churn.")),
      .optional("findings", StatusParts.findingCounts),
      .optional("suppressed", .count("Findings that an exception covers.")),
    ])
}
