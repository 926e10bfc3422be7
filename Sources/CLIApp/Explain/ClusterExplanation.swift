import KubeCore
import RiskEngine
import Support

/// `netrisk explain cluster`: formula and inputs of every number.
struct ClusterExplanation {
  let cluster: ClusterReport

  var explanation: Explanation {
    Explanation(
      sections: [
        Explanation.Section("Engine", engine), Explanation.Section("Sync requests", requests),
        Explanation.Section("Cost", cost), Explanation.Section("Ruled out", ruledOut),
        Explanation.Section("Beside patches", advisories),
      ], tree: cluster.tree)
  }

  private var engine: [String] {
    var lines = [Summary.engine(cluster.engine)]
    lines += cluster.engine.nodes.map { "\($0.node): \($0.name) (\($0.signal))" }
    lines.append(
      cluster.engine.rebuildsOnChurn
        ? "It rebuilds all its policy state on every node when a pod starts, changes its address or phase, or goes."
        : "Unrelated pod starts and ends do not make it rebuild: no sync requests, no pressure.")
    return lines
  }

  private var requests: [String] {
    let churn = cluster.churn
    var lines = churn.topSources.map { source in
      let pods = Numbers.rate(source.runsPerHour * Double(source.podsPerRun))
      return
        "\(source.key): \(Numbers.rate(source.runsPerHour)) runs/h × \(Numbers.count(source.podsPerRun, "pod", "pods")) = \(pods) pods/h"
        + ", \(Numbers.range(source.syncRequestsPerHour)) requests/h, \(Numbers.rate(source.sharePercent)) %"
    }
    if lines.isEmpty { lines.append("No CronJob runs.") }
    lines.append(
      "Sum: \(Numbers.rate(churn.cronJobRunsPerHour)) runs/h, \(Numbers.range(churn.syncRequestsPerHour)) requests/h")
    if cluster.engine.rebuildsOnChurn {
      lines.append(
        "Each pod of a run makes 3 or 4 requests: hostIP, IP with Running, Succeeded, and the delete of an earlier one."
      )
      lines.append("Timer: \(Numbers.rate(churn.timerSyncsPerHour)) syncs/h beside them")
    }
    return lines
  }

  private var cost: [String] {
    let cost = cluster.cost
    guard cluster.engine.rebuildsOnChurn else { return ["None."] }
    let band = PressureBand(secondsPerHour: cost.pressureSecondsPerHour, isSaturated: cost.isSaturated)
    let bounds = PressureBand.bounds.map(Numbers.rate)
    return [
      "One sync: \(Numbers.duration(cost.syncSeconds)) at \(Summary.policies(cluster.policies, all: true)) "
        + "(\(cost.source))",
      "Syncs: \(Numbers.rate(cost.syncsPerHour))/h, from a simulated day of the schedules and the timer; requests "
        + "that come while a sync runs share the next one",
      "Pressure: \(Numbers.rate(cost.pressureSecondsPerHour)) s/h = syncs/h × duration of one, which is \(band.name) "
        + "(Light from \(bounds[0]), Heavy from \(bounds[1]), Severe from \(bounds[2]))",
      "Saturated: \(cost.isSaturated ? "yes" : "no"), requests \(cost.isSaturated ? "" : "do not ")come faster than "
        + "syncs finish",
      "Programming delay: \(Numbers.duration(cost.programmingDelayMeanSeconds)) on average, "
        + "\(Numbers.duration(cost.programmingDelayWorstSeconds)) at worst, from a pod's request to the end of the sync "
        + "that serves it",
    ]
  }

  private var advisories: [String] {
    guard !cluster.advisories.isEmpty else { return ["Nothing."] }
    return cluster.advisories.flatMap { advisory in
      ["\(advisory.type.rawValue): \(advisory.reason)", "Do: \(advisory.action)"]
        + advisory.evidence.map { "- \($0.statement)" }
    }
  }

  private var ruledOut: [String] {
    guard !cluster.ruledOut.isEmpty else { return ["Nothing."] }
    return cluster.ruledOut.flatMap { cause in
      ["\(cause.name): \(cause.reason)"] + cause.evidence.map { "- \($0.statement)" }
    }
  }
}
