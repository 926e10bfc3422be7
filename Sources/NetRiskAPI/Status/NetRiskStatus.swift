package import KubeCore
import RiskEngine
package import Support

/// Makes the status of one NetRisk from an evaluation. The same evaluation gives the same bytes.
package struct NetRiskStatus {
  let netRisk: NetRisk
  /// The workloads that it is about: at most one for a workloadRef, any number for a podSelector.
  let targets: [ObjectKey]
  let context: StatusContext

  package init(_ netRisk: NetRisk, targets: [ObjectKey], in context: StatusContext) {
    self.netRisk = netRisk
    self.targets = targets
    self.context = context
  }

  package var tree: Tree {
    let workloads = targets.compactMap { context.workload($0) }.sorted { left, right in
      left.risk.score == right.risk.score ? left.key < right.key : left.risk.score > right.risk.score
    }
    guard let worst = workloads.first else { return notFound }
    let findings = context.findings(about: subjects(workloads)).filter(isVisible)
    let suppressed = context.suppressed(about: subjects(workloads))
    let patches = workloads.flatMap(\.suggestedPatches)
    let churn = churn
    var status = StatusDraft()
    status.add("risk", worst.risk.statusTree)
    status.add("exposure", worst.exposure.statusTree)
    if netRisk.spec.podSelector != nil { status.add("workloads", Self.list(workloads)) }
    status.add("engine", context.report.cluster.engine.statusTree)
    status.add("churn", churn.tree)
    status.add("cost", context.report.cluster.cost.statusTree)
    status.add("findings", findings.map(\.statusTree), limit: StatusLimits.findings)
    status.add("suppressed", suppressed.map(\.statusTree), limit: StatusLimits.suppressed)
    status.add("suggestedPatches", patches.map(\.statusTree), limit: StatusLimits.patches)
    status.lastHandledRequest = netRisk.metadata.annotations[NetRiskAPI.requestedAtAnnotation]
    status.summary = summary(worst, findings, suppressed.count, patches.count { !$0.changes.isEmpty }, churn)
    return status.tree(
      conditions: [ready, atRisk(worst), lowConfidence, degraded], generation: netRisk.metadata.generation,
      before: netRisk.statusTree, now: context.now)
  }

  // MARK: Parts

  private var churn: ChurnStatus {
    ChurnStatus(
      forecast: context.report.cluster.churn, observed: context.churn,
      visibleNamespace: context.isolatesTenants ? netRisk.metadata.namespace : nil)
  }

  /// The workloads themselves and the policies that select them.
  private func subjects(_ workloads: [WorkloadReport]) -> [ObjectKey] {
    workloads.flatMap { workload in
      [workload.key]
        + workload.exposure.selectedBy.compactMap { name in
          let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
          return parts.count == 2
            ? ObjectKey(kind: ObjectKind.networkPolicy.rawValue, namespace: parts[0], name: parts[1]) : nil
        }
    }
  }

  /// Where tenants are kept apart nothing of another namespace is shown.
  private func isVisible(_ finding: Finding) -> Bool {
    !context.isolatesTenants || finding.object.namespace == netRisk.metadata.namespace
  }

  private func summary(
    _ worst: WorkloadReport, _ findings: [Finding], _ suppressed: Int, _ patches: Int, _ churn: ChurnStatus
  ) -> Tree {
    .members(
      ("workload", .text(worst.key.shortName, 317)), ("syncRequestsPerHour", .whole(churn.requestsPerHour)),
      ("topSource", churn.topSource.map { .text($0, 700) }), ("policies", .whole(worst.exposure.selectedBy.count)),
      ("patches", .whole(patches)), ("findings", findings.severityCounts), ("suppressed", .whole(suppressed)))
  }

  private static func list(_ workloads: [WorkloadReport]) -> Tree {
    .array(
      workloads.prefix(StatusLimits.workloads).map { workload in
        .members(
          ("kind", .text(workload.key.kind, 63)), ("name", .text(workload.key.name, 253)),
          ("level", .string(workload.risk.level.name)), ("score", .whole(workload.risk.score)),
          ("exposure", .string(workload.exposure.state.name)))
      })
  }

  // MARK: Conditions

  private var ready: Condition {
    Condition("Ready", true, "AnalysisCurrent", "The analysis is current.")
  }

  private func atRisk(_ worst: WorkloadReport) -> Condition {
    let cost = context.report.cluster.cost
    let pressure = Int(cost.pressureSecondsPerHour.rounded())
    return Condition(
      "AtRisk", worst.risk.level >= .medium, worst.risk.level >= .medium ? "RiskFound" : "BelowMedium",
      "\(worst.key.shortName) is \(worst.risk.level.name) (\(worst.risk.evidence.name)): \(worst.exposure.reason); "
        + "\(pressure) s/h of rebuilding.")
  }

  private var lowConfidence: Condition { context.lowConfidence }
  private var degraded: Condition { context.degraded }

  /// There is no such workload: a fact that no waiting changes, so kstatus is told by Stalled.
  private var notFound: Tree {
    let message =
      netRisk.spec.workloadRef.map { "There is no \($0.kind) \(netRisk.metadata.namespace)/\($0.name)." }
      ?? "No pod in \(netRisk.metadata.namespace) matches spec.podSelector."
    var status = StatusDraft()
    status.lastHandledRequest = netRisk.metadata.annotations[NetRiskAPI.requestedAtAnnotation]
    return status.tree(
      conditions: [
        Condition("Ready", false, "TargetNotFound", message), Condition("Stalled", true, "TargetNotFound", message),
        Condition("AtRisk", .unknown, "TargetNotFound", message), lowConfidence, degraded,
      ], generation: netRisk.metadata.generation, before: netRisk.statusTree, now: context.now)
  }
}

extension NetRiskStatus {
  /// The status of a suspended object: as it was, but for saying so.
  package static func suspended(_ before: Tree?, generation: Int64, now: Timestamp) -> Tree {
    let conditions = before?["conditions"]?.elements ?? []
    let ready = Condition(
      "Ready", true, "Suspended", "The analysis is suspended by spec.suspend; this status is from before."
    ).tree(observedGeneration: generation, before: conditions, now: now)
    let others = conditions.filter { $0["type"] != "Ready" && $0["type"] != "Stalled" }
    var status = before ?? .object([])
    status["observedGeneration"] = .integer(generation)
    status["conditions"] = .array([ready] + others)
    return status
  }
}

extension StatusContext {
  var lowConfidence: Condition {
    guard let churn, churn.isComplete, !churn.isBackfilled else {
      let minutes = churn?.coverageMinutes ?? 0
      return Condition(
        "LowConfidence", true, "WindowNotFull",
        "\(minutes) of the last \(ChurnLedger.windowMinutes) minutes were observed; forecasts stand for the rest.")
    }
    return Condition("LowConfidence", false, "WindowFull", "The last 24 hours were observed.")
  }

  var degraded: Condition {
    guard !gaps.isEmpty else {
      return Condition("Degraded", false, "EverythingReadable", "All kinds that the analysis needs are read.")
    }
    let texts = gaps.map { "\($0.resource) (\($0.reason)): \($0.consequence)" }
    return Condition("Degraded", true, "CannotRead", "Cannot read " + texts.joined(separator: "; ") + ".")
  }
}

extension [Finding] {
  /// Exact counts by severity, those that are not zero.
  var severityCounts: Tree? {
    let counts = Severity.allCases.reversed().compactMap { severity -> Tree.Member? in
      let count = self.count { $0.severity == severity }
      return count > 0 ? Tree.Member(severity.name.lowercased(), .whole(count)) : nil
    }
    return counts.isEmpty ? nil : .object(counts)
  }
}

extension ObjectKey {
  /// As kubectl abbreviates it: `deploy/web`.
  package var shortName: String {
    let short: [ObjectKind: String] = [
      .deployment: "deploy", .statefulSet: "sts", .daemonSet: "ds", .cronJob: "cj", .job: "job", .pod: "po",
      .replicaSet: "rs",
    ]
    return "\(ObjectKind(rawValue: kind).flatMap { short[$0] } ?? kind.lowercased())/\(name)"
  }
}
