import RiskEngine
import Support
import Testing

/// The simulated day as its rules say it, one request at a time.
private enum SyncDayTwin {
  static func load(_ runs: [SyncDay.Run], syncSeconds: Double) -> (syncsPerHour: Double, worst: Double?) {
    var counts: [Int: (requests: Int, peers: Int)] = [:]
    func request(_ time: Int, _ pods: Int, peers: Int = 0) {
      let known = counts[time] ?? (0, 0)
      counts[time] = (known.requests + pods, known.peers + peers)
    }
    for second in stride(from: 30, to: 86_400, by: 300) { request(second * 1_000_000, 1) }
    var ranks: [Int: Int] = [:]
    for run in runs.sorted(by: { ($0.second, $0.pods, $0.waves) < ($1.second, $1.pods, $1.waves) }) where run.pods > 0 {
      let rank = ranks[run.second, default: 0]
      ranks[run.second] = rank + 1
      let waves = min(run.waves, run.pods)
      for wave in 0..<waves {
        let pods = wave == waves - 1 ? run.pods - run.pods / waves * (waves - 1) : run.pods / waves
        let start = (run.second + rank % 60) * 1_000_000 + wave * PodLife.succeededMilliseconds * 1000
        request(start + PodLife.hostIPMilliseconds * 1000, pods)
        request(start + PodLife.podIPMilliseconds * 1000, pods, peers: pods)
        request(start + PodLife.succeededMilliseconds * 1000, pods)
        request(start + PodLife.deletedMilliseconds * 1000, pods)
      }
    }
    let moments = counts.sorted { $0.key < $1.key }
    let outcome = SyncQueue.run(
      moments.map { SyncQueue.Burst(time: $0.key, count: $0.value.requests) }, duration: Int(syncSeconds * 1_000_000))
    let worst = zip(moments, outcome.delays).filter { $0.0.value.peers > 0 }.map(\.1).max()
    return (Double(outcome.syncs) / 24, worst.map { Double($0) / 1_000_000 })
  }
}

@Suite("Simulated day, beside its rules")
struct SyncDayTwinTests {
  @Test("Merging sorted requests says the same as counting them one by one", arguments: 0..<60 as Range<UInt64>)
  func twin(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let seconds = random.next() % 2 == 0 ? 86_400 : 200
    let runs = (0..<Int(random.next() % 600)).map { _ in
      SyncDay.Run(
        second: Int(random.next() % UInt64(seconds)), pods: Int(random.next() % 5), waves: Int(random.next() % 4))
    }
    let load = SyncDay.simulate(runs, syncSeconds: 0.5)
    let expected = SyncDayTwin.load(runs, syncSeconds: 0.5)
    #expect(load.syncsPerHour == expected.syncsPerHour)
    #expect(load.programmingDelay?.worstSeconds == expected.worst)
    #expect(load.requestsPerHour == Double(runs.reduce(0) { $0 + $1.pods } * 4) / 24)
  }
}
