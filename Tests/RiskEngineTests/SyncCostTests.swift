import Foundation
import RiskEngine
import Support
import Testing

@Suite("Sync cost")
struct SyncCostTests {
  private struct Recording: Decodable {
    struct Sample: Decodable {
      var policies: Int
      var milliseconds: [Double]
    }
    var samples: [Sample]
  }

  @Test("The calibration is the medians of the recorded syncs")
  func calibration() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/sync-duration.json", withExtension: nil))
    let recording = try JSONDecoder().decode(Recording.self, from: Data(contentsOf: url))
    #expect(recording.samples.count == SyncDuration.samples.count)
    for (recorded, sample) in zip(recording.samples, SyncDuration.samples) {
      let sorted = recorded.milliseconds.sorted()
      #expect(sample.policies == recorded.policies)
      #expect(abs(sample.seconds - sorted[sorted.count / 2] / 1000) < 1e-12)
      #expect(abs(SyncDuration.seconds(policies: sample.policies) - sample.seconds) < 1e-9)
    }
  }

  @Test("More policies never cost less, also beyond what was measured")
  func monotone() {
    var last = 0.0
    for policies in 0..<5_000 {
      let seconds = SyncDuration.seconds(policies: policies)
      #expect(seconds > last)
      last = seconds
    }
    #expect(SyncDuration.seconds(policies: 800) > 3 * SyncDuration.seconds(policies: 400))
    #expect(SyncDuration.seconds(policies: .max).isFinite)
    #expect(SyncDuration.seconds(policies: -1) == SyncDuration.seconds(policies: 0))
  }

  @Test("Logarithm and exponential agree with the C library")
  func logarithms() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<20_000 {
      let value = Double.random(in: 1e-6..<1e6, using: &random)
      #expect(abs(Logarithm.natural(value) - Foundation.log(value)) < 1e-12 * max(1, abs(Foundation.log(value))))
      let power = Double.random(in: -20..<20, using: &random)
      #expect(abs(Logarithm.exponential(power) / Foundation.exp(power) - 1) < 1e-12)
    }
  }

  @Test(
    "One runs, one waits, the rest is dropped",
    arguments: [
      ([0.0], 1, 1.0), ([0.0, 0.5], 2, 1.5), ([0.0, 0.1, 0.2, 0.9], 2, 1.9), ([0.0, 1.0], 2, 1.0),
      ([0.0, 0.5, 1.5, 2.5], 4, 1.5), ([], 0, 0.0),
    ] as [([Double], Int, Double)])
  func coalescing(times: [Double], syncs: Int, worst: Double) {
    let outcome = SyncQueue.play(times.map { .init(time: $0, bringsAddress: true) }, duration: 1)
    #expect(outcome.syncs == syncs)
    #expect(abs(outcome.worstDelaySeconds - worst) < 1e-9)
    #expect(outcome.busySeconds == Double(syncs))
  }

  /// The same queue, a millisecond at a time, straight from the channel's description.
  private func stepping(_ times: [Int], duration: Int) -> (syncs: Int, worst: Int) {
    var (running, pending, syncs, worst) = (0, [Int](), 0, 0)
    var covered: [Int] = []
    var queue = times[...]
    var now = 0
    while !queue.isEmpty || !pending.isEmpty || running > 0 {
      if running > 0 {
        running -= 1
        if running == 0 { worst = max(worst, covered.map { now - $0 }.max() ?? 0) }
      }
      if running == 0, !pending.isEmpty {
        (covered, pending, running) = (pending, [], duration)
        syncs += 1
      }
      while let first = queue.first, first == now {
        queue.removeFirst()
        if running == 0 {
          (covered, running) = ([first], duration)
          syncs += 1
        } else {
          pending.append(first)
        }
      }
      now += 1
    }
    return (syncs, worst)
  }

  @Test("The queue agrees with a millisecond-stepping twin")
  func twin() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<2_000 {
      let duration = Int.random(in: 1...40, using: &random)
      let times = (0..<Int.random(in: 0...20, using: &random)).map { _ in Int.random(in: 0..<300, using: &random) }
        .sorted()
      let expected = stepping(times, duration: duration)
      let outcome = SyncQueue.play(
        times.map { .init(time: Double($0), bringsAddress: true) }, duration: Double(duration))
      #expect(outcome.syncs == expected.syncs)
      #expect(outcome.worstDelaySeconds == Double(expected.worst))
    }
  }

  @Test("One more request never means fewer syncs")
  func moreRequests() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<5_000 {
      var times = (0..<15).map { _ in Double.random(in: 0..<10, using: &random) }.sorted()
      let before = SyncQueue.play(times.map { .init(time: $0) }, duration: 0.4)
      times.append(Double.random(in: 0..<10, using: &random))
      let after = SyncQueue.play(times.sorted().map { .init(time: $0) }, duration: 0.4)
      #expect(after.syncs >= before.syncs)
    }
  }
}
