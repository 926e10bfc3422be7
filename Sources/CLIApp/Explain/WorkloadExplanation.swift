import KubeCore
import RiskEngine
import Support

/// `netrisk explain workload`: what its level and score are made of, and what is said about it.
struct WorkloadExplanation {
  let workload: WorkloadReport
  let cluster: ClusterReport
  /// Findings about the workload and the policies that select it.
  let findings: [Finding]

  init(_ snapshot: Snapshot, _ report: AnalysisReport, key: ObjectKey) throws(CommandFailure) {
    guard let found = report.workloads.first(where: { $0.key == key }) else {
      let finder = PodFinder(snapshot, snapshot.policySnapshot)
      let advice = finder.nearest(to: key).map { ["Did you mean \($0.kind)/\($0.namespace)/\($0.name)?"] } ?? []
      throw CommandFailure("there is no \(printable("\(key)")) in the input", advice: advice)
    }
    workload = found
    cluster = report.cluster
    let policies = Set(found.exposure.selectedBy)
    findings = report.findings.filter { finding in
      finding.object == key
        || (finding.object.kind == ObjectKind.networkPolicy.rawValue
          && policies.contains("\(finding.object.namespace)/\(finding.object.name)"))
    }
  }

  var explanation: Explanation {
    Explanation(
      sections: [
        Explanation.Section("\(workload.key)", level), Explanation.Section("Exposure", exposure),
        Explanation.Section("Findings", findings.isEmpty ? ["None."] : findings.map(Self.sentence)),
        Explanation.Section("Suggested patches", patches),
      ], tree: tree)
  }

  private var level: [String] {
    let risk = workload.risk
    let band = PressureBand(
      secondsPerHour: cluster.cost.pressureSecondsPerHour, isSaturated: cluster.cost.isSaturated)
    var lines = [
      "Risk: \(risk.level.name), score \(risk.score), \(risk.evidence.name)",
      "Pressure: \(Numbers.rate(cluster.cost.pressureSecondsPerHour)) s/h, which is \(band.name)",
      workload.chattyReason.map { "Chatty: \($0)" } ?? "Not chatty: one level lower than a chatty workload",
    ]
    let row = LevelTable.levels[workload.exposure.state.rawValue]
    lines.append(
      "The table says \(row[band.rawValue].name) for a chatty workload with exposure \(workload.exposure.state.name) "
        + "at \(band.name) pressure")
    if cluster.engine.isAssumed { lines.append("The engine is assumed, so the level is at most Medium") }
    return lines
  }

  private var exposure: [String] {
    let exposure = workload.exposure
    var lines = ["\(exposure.state.name): \(exposure.reason)"]
    lines.append("Ingress-isolated: \(exposure.ingressIsolated ? "yes" : "no")")
    lines.append("Egress-isolated: \(exposure.egressIsolated ? "yes" : "no")")
    lines.append(
      "Selected by: \(exposure.selectedBy.isEmpty ? "no policy" : exposure.selectedBy.joined(separator: ", "))")
    if exposure.isFromTemplate { lines.append("Its pods are not in the input: the template stands for them.") }
    return lines
  }

  private static func sentence(_ finding: Finding) -> String {
    "\(finding.code.rawValue) \(finding.severity.name): \(finding.message)"
  }

  private var patches: [String] {
    guard !workload.suggestedPatches.isEmpty else { return ["None."] }
    return workload.suggestedPatches.map { patch in
      "\(patch.type.rawValue) on \(patch.target.key): \(Summary.effect(patch.effect))"
        + (Summary.connections(patch.effect).map { ", connections \($0)" } ?? "")
    }
  }

  /// The workload as in a report, with the cluster's cost and the findings.
  private var tree: Tree {
    .members(
      ("workload", workload.tree), ("cost", cluster.cost.tree),
      ("findings", .array(findings.map { $0.tree(location: nil) })))
  }
}
