package import KubeCore
import NetworkSemantics
import Schedules
import Support

/// Snapshot in, report out: the one evaluation of the command line and the operator.
package enum RiskEngine {
  /// Evaluates defaulted objects. Those that the API server would refuse are left out and reported (NR603).
  package static func evaluate(_ objects: [KubeObject], options: EvaluationOptions) -> AnalysisReport {
    let (valid, refused) = validate(objects, options: options)
    return report(Assessment(Snapshot(objects: valid), options: options), refused: refused)
  }

  /// The report of an assessment, with what was refused before it.
  package static func report(_ assessment: Assessment, refused: [Finding] = []) -> AnalysisReport {
    let found = refused + FindingChecks.all.flatMap { $0(assessment) }
    let exceptions = exceptions(of: assessment) + assessment.options.exceptions
    let outcome = ExceptionFilter.apply(exceptions, to: found.sorted(), at: assessment.options.now)
    let patches = PatchSuggestions(assessment, suppressed: outcome.suppressed)
    let ownership = Ownership(assessment.snapshot)
    return AnalysisReport(
      cluster: cluster(assessment, ownership.noting(patches.cluster, for: nil)),
      workloads: workloads(assessment, patches.workloads, ownership),
      findings: outcome.findings, suppressed: outcome.suppressed)
  }

  /// The objects that the API server would take, and a finding for each that it would not.
  ///
  /// A schedule that does not parse is a finding of its own (NR503) and keeps its CronJob in the analysis, where it
  /// never runs.
  package static func validate(
    _ objects: [KubeObject], options: EvaluationOptions
  ) -> (valid: [KubeObject], refused: [Finding]) {
    var valid: [KubeObject] = []
    var refused: [Finding] = []
    for object in objects {
      let errors = object.validate(schedule: { _, _ in ScheduleProblems() })
      guard let first = errors.first else {
        valid.append(object)
        continue
      }
      let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
      refused.append(
        Finding(
          .invalidObject, .medium, object.key, "The API server refuses \(object.key): \(first)\(more).",
          evidence: errors.map { Evidence("\($0)") }, path: first.segments,
          about: WireError.text(first.segments)))
    }
    return (valid, refused)
  }

  // MARK: Parts

  private static func cluster(_ assessment: Assessment, _ patches: [SuggestedPatch]) -> ClusterReport {
    let counts = Dictionary(grouping: assessment.snapshot.policies, by: \.metadata.namespace).mapValues(\.count)
    let byNamespace = counts.map { PolicyCounts.NamespaceCount(namespace: $0.key, count: $0.value) }
    return ClusterReport(
      engine: assessment.engine.report,
      policies: PolicyCounts(
        total: assessment.snapshot.policies.count,
        byNamespace: byNamespace.sorted { ($1.count, $0.namespace) < ($0.count, $1.namespace) }),
      churn: assessment.churn, cost: assessment.cost, ruledOut: RuledOutCauses.find(assessment),
      suggestedPatches: patches, advisories: Advisories.all(assessment))
  }

  private static func workloads(
    _ assessment: Assessment, _ patches: [ObjectKey: [SuggestedPatch]], _ ownership: Ownership
  ) -> [WorkloadReport] {
    assessment.workloads.map { workload in
      WorkloadReport(
        key: workload.key, chattyReason: workload.chattyReason, risk: workload.risk, exposure: workload.exposure,
        suggestedPatches: ownership.noting(patches[workload.key] ?? [], for: workload.key))
    }.sorted { left, right in
      left.risk.score != right.risk.score ? left.risk.score > right.risk.score : left.key < right.key
    }
  }

  /// Exceptions stand on the object that a finding names; for a workload also on its pod template.
  private static func exceptions(of assessment: Assessment) -> [FindingException] {
    var found = assessment.snapshot.annotatedObjects.flatMap { FindingException.read($0.annotations, of: $0.key) }
    for workload in assessment.workloads {
      guard let template = workload.workload.template else { continue }
      let own = FindingException.read(template.metadata.annotations, of: workload.key)
      found += own.filter { exception in !found.contains { $0.object == exception.object && $0.code == exception.code }
      }
    }
    // A pod repeats its template's annotations; its own findings are its workload's.
    let bare = Set(assessment.workloads.map(\.key))
    return found.filter { exception in
      !["Pod", "ReplicaSet", "Job"].contains(exception.object.kind) || bare.contains(exception.object)
    }
  }
}
