import KubeCore
import RiskEngine

/// Sentences about a report that its text and its Markdown share.
enum Summary {
  static func engine(_ engine: EngineReport) -> String {
    var text = engine.name
    if engine.isAssumed {
      text = "not told by the input: taken for kube-router, levels at most Medium; --engine names it"
    } else {
      text += " (\(engine.signal))"
    }
    if !engine.enforcesPolicy { text += "; it enforces no NetworkPolicies" }
    return text
  }

  static func policies(_ policies: PolicyCounts, all: Bool) -> String {
    guard policies.total > 0 else { return "no NetworkPolicies" }
    let shown = all ? policies.byNamespace[...] : policies.byNamespace.prefix(3)
    var places = shown.map { "\($0.namespace) \($0.count)" }
    if shown.count < policies.byNamespace.count {
      places.append(Numbers.count(policies.byNamespace.count - shown.count, "more namespace", "more namespaces"))
    }
    return Numbers.count(policies.total, "NetworkPolicy", "NetworkPolicies") + ": " + places.joined(separator: ", ")
  }

  static func cost(_ cluster: ClusterReport) -> String {
    guard cluster.engine.rebuildsOnChurn else { return "none: pod starts and ends do not make it rebuild" }
    let cost = cluster.cost
    let source = cost.source == "Calibration" ? "calibrated, not measured" : cost.source
    return "\(Numbers.duration(cost.syncSeconds)) each (\(source)), \(Numbers.rate(cost.syncsPerHour))/h: "
      + "\(Numbers.rate(cost.pressureSecondsPerHour)) s/h of rebuilding"
      + (cost.isSaturated ? ", saturated: requests come faster than syncs finish" : "")
  }

  /// `nil` where nothing waits.
  static func delay(_ cluster: ClusterReport) -> String? {
    let cost = cluster.cost
    guard cluster.engine.rebuildsOnChurn, cost.programmingDelayWorstSeconds > 0 else { return nil }
    let mean = Numbers.duration(cost.programmingDelayMeanSeconds)
    let worst = Numbers.duration(cost.programmingDelayWorstSeconds)
    return "a new pod waits \(mean)" + (mean == worst ? "" : " on average, \(worst) at worst")
  }

  static func churn(_ cluster: ClusterReport) -> String {
    let churn = cluster.churn
    let runs = "forecast \(Numbers.rate(churn.cronJobRunsPerHour)) CronJob runs/h"
    guard cluster.engine.rebuildsOnChurn else { return runs + ", which cause no syncs" }
    return "\(runs) cause \(Numbers.range(churn.syncRequestsPerHour)) sync requests/h; "
      + "the engine's timer adds \(Numbers.rate(churn.timerSyncsPerHour)) syncs/h"
  }

  static func source(_ source: ChurnReport.Source) -> String {
    let runs =
      "\(source.key): \(Numbers.rate(source.runsPerHour)) runs/h"
      + (source.podsPerRun == 1 ? "" : " of \(source.podsPerRun) pods")
    guard source.syncRequestsPerHour.high > 0 else { return runs }
    return runs + ", \(Numbers.range(source.syncRequestsPerHour)) requests/h (\(Numbers.rate(source.sharePercent)) %)"
  }

  /// What a patch does to its workload: `High 62 → Medium 37`, or to the churn where the level stays.
  static func effect(_ effect: PatchEffect) -> String {
    let before = effect.before
    let after = effect.after
    let risk = "\(before.risk.level.name) \(before.risk.score) → \(after.risk.level.name) \(after.risk.score)"
    guard before.risk.level == after.risk.level else { return risk }
    if before.policies > after.policies { return policies(effect) }
    if before.syncRequestsPerHour != after.syncRequestsPerHour {
      return "\(Numbers.range(before.syncRequestsPerHour)) → \(Numbers.range(after.syncRequestsPerHour)) requests/h"
    }
    return before.risk.score == after.risk.score ? "\(risk) (no change)" : risk
  }

  /// `130 → 126 NetworkPolicies, 41.7 → 40.2 s/h of rebuilding`.
  static func policies(_ effect: PatchEffect) -> String {
    let (before, after) = (effect.before, effect.after)
    return "\(before.policies) → \(Numbers.count(after.policies, "NetworkPolicy", "NetworkPolicies")), "
      + "\(Numbers.rate(before.pressureSecondsPerHour)) → \(Numbers.rate(after.pressureSecondsPerHour)) "
      + "s/h of rebuilding"
  }

  /// How many connections become possible and impossible, `+12 −3`; `nil` where none do.
  static func connections(_ effect: PatchEffect) -> String? {
    var parts: [String] = []
    if effect.gainedCount > 0 { parts.append("+\(effect.gainedCount)") }
    if effect.lostCount > 0 { parts.append("−\(effect.lostCount)") }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The parts of the closing line.
  static func counts(_ report: AnalysisReport, problemCount: Int) -> [String] {
    let atRisk = report.workloads.filter { $0.risk.level > .none }
    let workloads = "\(atRisk.count) of \(Numbers.count(report.workloads.count, "workload", "workloads")) at risk"
    var parts = [
      workloads + levels(RiskLevel.allCases.reversed().map { ($0.name, atRisk.map(\.risk.level).count(of: $0)) }),
      Numbers.count(report.findings.count, "finding", "findings")
        + levels(Severity.allCases.reversed().map { ($0.name, report.findings.map(\.severity).count(of: $0)) }),
    ]
    if !report.suppressed.isEmpty { parts.append("\(report.suppressed.count) suppressed") }
    if problemCount > 0 { parts.append(Numbers.count(problemCount, "problem in the input", "problems in the input")) }
    return parts
  }

  /// What is said instead of findings.
  static func noFindings(_ knownCount: Int?) -> String { knownCount == nil ? "No findings." : "No new findings." }

  /// How many findings the baseline hides; `nil` where it hides none.
  static func known(_ count: Int?) -> String? {
    guard let count, count > 0 else { return nil }
    return "\(Numbers.count(count, "finding", "findings")) of the baseline \(count == 1 ? "is" : "are") not shown."
  }

  static func levels(_ counts: [(String, Int)]) -> String {
    let parts = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }
}

extension Array where Element: Equatable {
  fileprivate func count(of element: Element) -> Int { filter { $0 == element }.count }
}
