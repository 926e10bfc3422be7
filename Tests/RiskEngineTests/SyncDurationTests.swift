import Foundation
import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Sync duration")
struct SyncDurationTests {
  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  @Test("The calibration is the medians of what was measured")
  func calibration() throws {
    let file = try #require(try EngineFixtures.json("sync-duration.json") as? [String: Any])
    let samples = try #require(file["samples"] as? [[String: Any]])
    let medians = try samples.map { sample in
      SyncDuration.Sample(
        policies: try #require(sample["policies"] as? Int),
        milliseconds: median(try #require(sample["milliseconds"] as? [Double])))
    }
    #expect(medians == SyncDuration.calibration)
  }

  @Test("Measured points are met exactly")
  func samplePoints() {
    for sample in SyncDuration.calibration {
      #expect(SyncDuration.seconds(policies: sample.policies) == sample.milliseconds / 1000)
    }
  }

  @Test("Every policy more takes longer")
  func monotone() {
    var last = 0.0
    for policies in 0...5000 {
      let seconds = SyncDuration.seconds(policies: policies)
      #expect(seconds > last, "\(policies)")
      last = seconds
    }
    #expect(SyncDuration.seconds(policies: -3) == SyncDuration.seconds(policies: 0))
    #expect(SyncDuration.seconds(policies: .max).isFinite)
  }

  @Test("Between and beyond the points the line is straight in both logarithms")
  func powerLaw() {
    func expected(_ policies: Double, _ low: SyncDuration.Sample, _ high: SyncDuration.Sample) -> Double {
      let slope = log(high.milliseconds / low.milliseconds) / log(Double(high.policies) / Double(low.policies))
      return low.milliseconds * pow(policies / Double(low.policies), slope) / 1000
    }
    let points = SyncDuration.calibration
    for (policies, low) in [(80, 1), (200, 2), (300, 3), (800, 3), (4000, 3)] {
      let wanted = expected(Double(policies), points[low], points[low + 1])
      #expect(abs(SyncDuration.seconds(policies: policies) / wanted - 1) < 1e-12)
    }
    #expect(abs(SyncDuration.seconds(policies: 25) - (49.2 + 120.4) / 2000) < 1e-12)
  }
}

@Suite("Logarithm")
struct LogarithmTests {
  @Test("Agrees with libm over the whole range")
  func agreesWithLibm() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<200_000 {
      let x = Double(bitPattern: random.next() & 0x7FEF_FFFF_FFFF_FFFF)
      let wanted = log(x)
      #expect(abs(Logarithm.log(x) - wanted) <= 1e-14 * max(abs(wanted), 1))
      let power = Double.random(in: -700...700, using: &random)
      #expect(abs(Logarithm.exp(power) / exp(power) - 1) <= 1e-12)
      let near = Double.random(in: 0.5...2, using: &random)
      #expect(abs(Logarithm.log(near) - log(near)) <= 1e-15)
    }
  }

  @Test("The ends of the range")
  func ends() {
    #expect(Logarithm.log(1) == 0)
    #expect(Logarithm.log(0) == -.infinity)
    #expect(Logarithm.log(-1).isNaN)
    #expect(Logarithm.log(.infinity) == .infinity)
    #expect(Logarithm.log(.nan).isNaN)
    #expect(Logarithm.exp(0) == 1)
    #expect(Logarithm.exp(1000) == .infinity)
    #expect(Logarithm.exp(-1000) == 0)
    #expect(Logarithm.exp(.nan).isNaN)
    #expect(abs(Logarithm.exp(709.7) / exp(709.7) - 1) < 1e-12)
    #expect(Logarithm.exp(-744) == exp(-744.0))
  }
}
