package import KubeCore

/// One check: looks at an assessment and says what it found. Named as the finding that it raises.
typealias FindingCheck = @Sendable (Assessment) -> [Finding]

/// Every check, in the order of the codes.
package enum FindingChecks {
  static let all: [FindingCheck] = [
    egressIsolatedChattyWorkload, frequentCronJob, policyPressure, syncSaturated, policyRewritten, churningPeer,
    shortLivedVictim, namespaceWideSelection, churnBudgetExceeded, unusedPolicy, duplicatePolicy, subsumedPolicy,
    dnsBlocked, policyNotEnforced, setNameCollision, scheduleIntent,
  ]

  /// The object of findings about the cluster as a whole.
  package static let cluster = ObjectKey(kind: "Cluster", namespace: "", name: "cluster")
}

extension Assessment {
  /// A sentence about the engine, said under its condition where the engine is only assumed.
  func aboutEngine(_ sentence: String) -> String {
    guard engine.isAssumed else { return sentence }
    return "If kube-router enforces policy here: " + sentence
  }

  /// Severity of what grows with pressure.
  var pressureSeverity: Severity {
    switch PressureBand(secondsPerHour: cost.pressureSecondsPerHour, isSaturated: cost.isSaturated) {
    case .calm: .info
    case .light: .low
    case .heavy: engine.isAssumed ? .low : .medium
    case .severe: engine.isAssumed ? .medium : .high
    }
  }

  /// How long a new peer waits for its sync: `up to 0.69 s`, `about 0.69 s, 0.84 s at worst`.
  var delayInWords: String {
    let mean = Words.seconds(cost.programmingDelayMeanSeconds)
    let worst = Words.seconds(cost.programmingDelayWorstSeconds)
    return mean == worst ? "up to \(worst)" : "about \(mean), \(worst) at worst"
  }

  /// `about 86.0 syncs an hour of 0.42 s each`.
  var syncsInWords: String {
    "about \(Words.rate(cost.syncsPerHour)) syncs an hour of \(Words.seconds(cost.syncSeconds)) each"
  }
}
