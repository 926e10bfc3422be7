import KubeCore
import NetworkSemantics

extension FindingChecks {
  /// NR102.
  static func frequentCronJob(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.rebuildsOnChurn else { return [] }
    let total = assessment.churn.syncRequestsPerHour
    return assessment.churn.topSources.compactMap { source in
      guard source.runsPerHour >= assessment.options.thresholds.frequentCronJobRunsPerHour else { return nil }
      let message = assessment.aboutEngine(
        "\(source.key) runs \(Words.rate(source.runsPerHour)) times an hour and causes "
          + "\(Words.range(source.syncRequestsPerHour)) of \(Words.range(total)) sync requests an hour "
          + "(\(Words.rate(source.sharePercent)) %).")
      return Finding(
        .frequentCronJob, assessment.pressureSeverity, source.key, message,
        evidence: [
          Evidence(
            "\(Words.rate(source.runsPerHour)) runs × \(source.podsPerRun) pod\(source.podsPerRun == 1 ? "" : "s") × "
              + "3 to 4 requests: hostIP set, podIP with Running, Succeeded, delete of an earlier run's pod.")
        ], path: [.field("spec"), .field("schedule")])
    }
  }

  /// NR103.
  static func policyPressure(_ assessment: Assessment) -> [Finding] {
    let cost = assessment.cost
    guard assessment.engine.rebuildsOnChurn, cost.pressureSecondsPerHour >= PressureBand.bounds[0] else { return [] }
    let policies = assessment.snapshot.policies.count
    let message = assessment.aboutEngine(
      "\(policies) \(policies == 1 ? "NetworkPolicy makes" : "NetworkPolicies make") one sync take \(Words.seconds(cost.syncSeconds)); at "
        + "\(Words.rate(cost.syncsPerHour)) syncs an hour every node rebuilds its policies for "
        + "\(Words.rate(cost.pressureSecondsPerHour)) s of every hour.")
    return [
      Finding(
        .policyPressure, assessment.pressureSeverity, cluster, message,
        evidence: [
          Evidence("The duration is calibrated, not measured here: medians of full syncs of kube-router v2.2.1."),
          Evidence("A simulated day of all schedules, one sync running and one waiting, and the timer of 5 minutes."),
        ])
    ]
  }

  /// NR104.
  static func syncSaturated(_ assessment: Assessment) -> [Finding] {
    let cost = assessment.cost
    guard assessment.engine.rebuildsOnChurn, cost.isSaturated else { return [] }
    let requests = assessment.churn.syncRequestsPerHour.high + assessment.churn.timerSyncsPerHour
    let message = assessment.aboutEngine(
      "\(Words.rate(requests)) sync requests an hour come faster than syncs of \(Words.seconds(cost.syncSeconds)) "
        + "finish (\(Words.rate(3600 / cost.syncSeconds)) an hour at most): the engine never rests.")
    return [Finding(.syncSaturated, .high, cluster, message)]
  }

  /// NR105: needs a cluster that is watched; manifests do not show who writes how often.
  static func policyRewritten(_ assessment: Assessment) -> [Finding] {
    // An engine that compares before it writes does nothing for a policy that says what it said.
    guard assessment.engine.rebuildsOnChurn else { return [] }
    let rewrites = assessment.options.observed?.unchangedRewrites() ?? []
    return rewrites.map { rewrite in
      Finding(
        .policyRewritten, assessment.pressureSeverity, rewrite.source.key,
        assessment.aboutEngine(
          "\(rewrite.source.key) wrote NetworkPolicies \(rewrite.unchangedRewrites) times in 24 hours without "
            + "changing their spec: as many full syncs on every node."),
        evidence: [Evidence(.observed, "The writes left metadata.generation as it was.")])
    }
  }

  /// NR106.
  static func churningPeer(_ assessment: Assessment) -> [Finding] {
    let thresholds = assessment.options.thresholds
    let cost = assessment.cost
    guard assessment.engine.rebuildsOnChurn, cost.programmingDelayMeanSeconds >= thresholds.programmingDelaySeconds
    else { return [] }
    let workloads = Dictionary(uniqueKeysWithValues: assessment.workloads.map { ($0.key, $0) })
    // A policy that holds no pod refuses nobody.
    let unused = Set(assessment.network.unusedPolicies)
    return assessment.scheduled.flatMap { job -> [Finding] in
      let starts = job.effectiveRunsPerHour * Double(job.podsPerRun)
      guard starts > 0, starts >= thresholds.peerChangesPerHour, let peer = workloads[job.key]?.endpoints.first else {
        return []
      }
      return assessment.network.rules(naming: peer).filter { !unused.contains($0.policy) }.map { rule in
        let key = ObjectKey(kind: "NetworkPolicy", namespace: rule.policy.namespace, name: rule.policy.name)
        let place = "spec.\(rule.direction.rawValue.lowercased())[\(rule.ruleIndex)]"
        return Finding(
          .churningPeer, min(assessment.pressureSeverity, .medium), key,
          assessment.aboutEngine(
            "\(key) allows pods of \(job.key) by \(place); they start \(Words.rate(starts)) times an hour and are "
              + "refused each time until a sync has programmed them, \(assessment.delayInWords)."),
          evidence: [Evidence("Pods of \(job.key) match the rule's peer.")],
          path: [.field("spec"), .field(rule.direction.rawValue.lowercased()), .index(rule.ruleIndex)],
          about: "\(rule.direction.rawValue) \(job.key)")
      }
    }
  }

  /// NR109 of the cluster and of single workloads.
  static func churnBudgetExceeded(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.rebuildsOnChurn else { return [] }
    let options = assessment.options
    let known = Set(assessment.workloads.map(\.key))
    let budgets = options.workloadBudgets.filter { known.contains($0.key) }
    let ofCluster = options.syncRequestBudget.flatMap { exceeded($0, cluster, assessment) }
    return [ofCluster].compactMap(\.self) + budgets.compactMap { exceeded($0.value, $0.key, assessment) }.sorted()
  }

  /// By the forecast, else by what was watched in the last hour.
  private static func exceeded(_ budget: Double, _ object: ObjectKey, _ assessment: Assessment) -> Finding? {
    let forecast = assessment.churn.syncRequestsPerHour
    let observed = assessment.options.observed?.requestsInLastHour ?? 0
    let limit = "and the budget is \(Words.rate(budget))."
    if forecast.high > budget {
      let message = assessment.aboutEngine("\(Words.range(forecast)) sync requests an hour are forecast, \(limit)")
      return Finding(.churnBudgetExceeded, .high, object, message)
    }
    guard Double(observed) > budget else { return nil }
    let message = assessment.aboutEngine("\(observed) sync requests were counted in the last hour, \(limit)")
    return Finding(
      .churnBudgetExceeded, .high, object, message,
      evidence: [Evidence(.observed, "Counted from the API server's events in the last 60 full minutes.")])
  }
}
