/// Level, score and the evidence behind them.
package struct Risk: Hashable, Sendable {
  package var level: RiskLevel
  /// 0 for None, 1–24 Low, 25–49 Medium, 50–74 High, 75–100 Critical.
  package var score: Int
  package var evidence: EvidenceState

  package init(level: RiskLevel, score: Int, evidence: EvidenceState) {
    self.level = level
    self.score = score
    self.evidence = evidence
  }
}

/// What a level is rated from.
package struct RiskInput: Hashable, Sendable {
  package var exposure: ExposureState
  package var pressureSecondsPerHour: Double
  package var isSaturated: Bool
  package var isChatty: Bool
  package var evidence: EvidenceState
  /// The most that the level may be: Medium where the engine is only assumed.
  package var cap: RiskLevel

  package init(
    exposure: ExposureState, pressureSecondsPerHour: Double, isSaturated: Bool, isChatty: Bool,
    evidence: EvidenceState = .predicted, cap: RiskLevel = .critical
  ) {
    self.exposure = exposure
    self.pressureSecondsPerHour = pressureSecondsPerHour
    self.isSaturated = isSaturated
    self.isChatty = isChatty
    self.evidence = evidence
    self.cap = cap
  }
}

/// The one table of levels. `docs/risk-model.md` explains it.
package enum LevelTable {
  /// Rows: exposure from Exempt to EgressPolicy. Columns: Calm, Light, Heavy, Severe. For chatty workloads.
  package static let levels: [[RiskLevel]] = [
    [.none, .none, .none, .none],
    [.none, .low, .low, .medium],
    [.low, .low, .medium, .high],
    [.low, .medium, .high, .critical],
  ]

  /// The scores of each level, from None to Critical.
  package static let scores: [ClosedRange<Int>] = [0...0, 1...24, 25...49, 50...74, 75...100]

  /// Rates an input. Never falls when pressure, exposure, chattiness or evidence rise.
  package static func risk(_ input: RiskInput) -> Risk {
    guard input.evidence != .ruledOut else { return Risk(level: .none, score: 0, evidence: .ruledOut) }
    let band = PressureBand(secondsPerHour: input.pressureSecondsPerHour, isSaturated: input.isSaturated)
    var level = levels[input.exposure.rawValue][band.rawValue]
    if !input.isChatty { level = level.lower }
    switch input.evidence {
    case .observed: level = max(level, .high)
    case .confirmed: level = .critical
    case .ruledOut, .predicted: break
    }
    level = min(level, input.cap)
    let pressure = input.isSaturated ? max(input.pressureSecondsPerHour, 3600) : input.pressureSecondsPerHour
    return Risk(level: level, score: score(level, pressure: pressure), evidence: input.evidence)
  }

  /// A score inside the level's range: 0 s/h at its foot, 3,600 s/h at its head, the bands' bounds at even steps
  /// between, so that it tells 12 from 50 as well as 2 from 8.
  private static func score(_ level: RiskLevel, pressure: Double) -> Int {
    let range = scores[level.rawValue]
    let stops = [0] + PressureBand.bounds + [3600]
    var share = 1.0
    for index in 1..<stops.count where pressure < stops[index] {
      let part = (max(pressure, 0) - stops[index - 1]) / (stops[index] - stops[index - 1])
      share = (Double(index - 1) + part) / Double(stops.count - 1)
      break
    }
    return range.lowerBound + Int((Double(range.upperBound - range.lowerBound) * share).rounded(.down))
  }
}
