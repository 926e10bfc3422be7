import KubeCore
import NetworkSemantics
import Schedules

extension FindingChecks {
  private static func key(_ policy: NamespacedName) -> ObjectKey {
    ObjectKey(kind: ObjectKind.networkPolicy.rawValue, namespace: policy.namespace, name: policy.name)
  }

  /// NR201. Only where the namespace has pods in the input at all, and none, running or finished, that it would select;
  /// and not where it selects by what controllers add to pods while their templates stand for them.
  static func unusedPolicy(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.enforcesPolicy else { return [] }
    let byNamespace = Dictionary(grouping: assessment.network.endpoints.filter { !$0.hostNetwork }, by: \.namespace)
    let inhabited = Set(assessment.network.endpoints.map(\.namespace))
    let selectors = Dictionary(
      assessment.network.policies.map { ($0.name, $0.podSelector) }, uniquingKeysWith: { first, _ in first })
    return assessment.network.unusedPolicies.filter { policy in
      guard inhabited.contains(policy.namespace), let selector = selectors[policy] ?? nil else { return false }
      return !byNamespace[policy.namespace, default: []].contains { endpoint in
        let isTemplate = endpoint.id.kind != ObjectKind.pod.rawValue
        return selector.matches(endpoint.labels) || isTemplate && RunTimeLabels.couldMeet(selector, endpoint.labels)
      }
    }.map { policy in
      Finding(
        .unusedPolicy, .low, key(policy), "NetworkPolicy \(policy) selects no pod of its namespace.",
        path: [.field("spec"), .field("podSelector")])
    }
  }

  /// NR202.
  static func duplicatePolicy(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.enforcesPolicy else { return [] }
    return assessment.network.duplicatePolicies.flatMap { group -> [Finding] in
      guard let kept = group.first else { return [] }
      return group.dropFirst().map { policy in
        Finding(.duplicatePolicy, .low, key(policy), "NetworkPolicy \(policy) says the same as \(kept).")
      }
    }
  }

  /// NR203.
  static func subsumedPolicy(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.enforcesPolicy else { return [] }
    return assessment.network.subsumedPolicies.map { pair in
      Finding(
        .subsumedPolicy, .low, key(pair.policy),
        "NetworkPolicy \(pair.policy) isolates and allows nothing that \(pair.by) does not too.")
    }
  }

  /// NR205.
  static func policyNotEnforced(_ assessment: Assessment) -> [Finding] {
    let count = assessment.snapshot.policies.count
    guard count > 0, !assessment.engine.enforcesPolicy else { return [] }
    return [
      Finding(
        .policyNotEnforced, .high, cluster,
        "\(count == 1 ? "The one NetworkPolicy has" : "All \(count) NetworkPolicies are") "
          + "\(count == 1 ? "no effect" : "without effect"): \(assessment.engine.signal).",
        evidence: [Evidence("Engine \(assessment.engine.name): \(assessment.engine.signal).")])
    ]
  }

  /// NR206. kube-router alone makes names that way.
  static func setNameCollision(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.rebuildsOnChurn else { return [] }
    return assessment.network.setNameCollisions.compactMap { collision in
      guard let first = collision.owners.first else { return nil }
      return Finding(
        .setNameCollision, .medium, key(first.policy), assessment.aboutEngine("\(collision)."),
        about: Words.list(collision.owners.dropFirst().map { "\($0.policy)" }))
    }
  }

  /// NR501–NR503.
  static func scheduleIntent(_ assessment: Assessment) -> [Finding] {
    assessment.snapshot.cronJobs.flatMap { cronJob -> [Finding] in
      let key = ObjectKey(.cronJob, cronJob.metadata)
      let intents = ScheduleIntentCheck.intents(
        schedule: cronJob.spec.schedule, timeZone: cronJob.spec.timeZone, from: assessment.options.now,
        cronJobName: cronJob.metadata.name, zones: assessment.options.zones)
      return intents.map { intent in
        let code = FindingCode(intent.code)
        return Finding(
          code, code == .scheduleInvalid ? .high : .medium, key,
          "\(key): \(intent.message)\(intent.suggestion.map { "; probably `\($0)` was meant" } ?? "").",
          path: [.field("spec"), .field("schedule")])
      }
    }
  }
}

extension FindingCode {
  fileprivate init(_ intent: ScheduleIntent.Code) {
    switch intent {
    case .runsMoreThanNamed: self = .scheduleRunsMoreThanNamed
    case .neverRuns: self = .scheduleNeverRuns
    case .invalid: self = .scheduleInvalid
    }
  }
}
