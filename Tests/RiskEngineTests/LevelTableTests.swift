import RiskEngine
import Support
import Testing

@Suite("Levels and scores")
struct LevelTableTests {
  private func risk(
    _ exposure: ExposureState, _ pressure: Double, chatty: Bool = true, saturated: Bool = false,
    evidence: EvidenceState = .predicted, cap: RiskLevel = .critical
  ) -> Risk {
    LevelTable.risk(
      RiskInput(
        exposure: exposure, pressureSecondsPerHour: pressure, isSaturated: saturated, isChatty: chatty,
        evidence: evidence, cap: cap))
  }

  @Test("The published table, cell by cell")
  func table() {
    let pressures: [Double] = [1.9, 2, 10, 60]
    let expected: [ExposureState: [RiskLevel]] = [
      .exempt: [.none, .none, .none, .none],
      .defaultChain: [.none, .low, .low, .medium],
      .ingressPolicy: [.low, .low, .medium, .high],
      .egressPolicy: [.low, .medium, .high, .critical],
    ]
    for (exposure, levels) in expected {
      for (pressure, level) in zip(pressures, levels) {
        #expect(risk(exposure, pressure).level == level, "\(exposure) at \(pressure)")
        #expect(risk(exposure, pressure, chatty: false).level == level.lower)
      }
    }
  }

  @Test("Incident 3: 42 s/h is High, 5 s/h Medium")
  func incident3() {
    #expect(risk(.egressPolicy, 42).level == .high)
    #expect(risk(.egressPolicy, 5).level == .medium)
  }

  @Test("A saturated queue is severe whatever the pressure")
  func saturated() {
    #expect(risk(.egressPolicy, 1, saturated: true).level == .critical)
    #expect(risk(.egressPolicy, 1, saturated: true).score == 100)
  }

  @Test("Observed lifts to High, Confirmed to Critical, RuledOut to None")
  func evidence() {
    #expect(risk(.defaultChain, 0, evidence: .observed).level == .high)
    #expect(risk(.egressPolicy, 100, evidence: .observed).level == .critical)
    #expect(risk(.exempt, 0, evidence: .confirmed).level == .critical)
    #expect(risk(.egressPolicy, 100, evidence: .ruledOut) == Risk(level: .none, score: 0, evidence: .ruledOut))
  }

  @Test("An assumed engine caps the level")
  func cap() {
    #expect(risk(.egressPolicy, 100, cap: .medium).level == .medium)
  }

  @Test("The score lies in its level's range and never falls when an input rises")
  func monotone() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      var input = RiskInput(
        exposure: ExposureState.allCases.randomElement(using: &random) ?? .exempt,
        pressureSecondsPerHour: Double.random(in: 0..<1, using: &random) * [3, 20, 100, 5000].randomElement(
          using: &random)!,
        isSaturated: Int.random(in: 0..<8, using: &random) == 0, isChatty: Bool.random(using: &random),
        evidence: [.predicted, .observed, .confirmed].randomElement(using: &random) ?? .predicted,
        cap: [.medium, .critical].randomElement(using: &random) ?? .critical)
      let before = LevelTable.risk(input)
      #expect(LevelTable.scores[before.level.rawValue].contains(before.score))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: input.pressureSecondsPerHour += Double.random(in: 0..<100, using: &random)
      case 1: input.exposure = ExposureState(rawValue: input.exposure.rawValue + 1) ?? input.exposure
      case 2: input.isChatty = true
      case 3: input.isSaturated = true
      default: input.evidence = EvidenceState(rawValue: input.evidence.rawValue + 1) ?? input.evidence
      }
      let after = LevelTable.risk(input)
      #expect(after.level >= before.level)
      #expect(after.score >= before.score)
    }
  }
}
