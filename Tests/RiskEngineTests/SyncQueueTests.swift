import RiskEngine
import Support
import Testing

@Suite("Sync queue")
struct SyncQueueTests {
  private func run(_ times: [Int], _ duration: Int) -> SyncQueue.Outcome {
    SyncQueue.run(times.map { SyncQueue.Burst(time: $0) }, duration: duration)
  }

  /// The controller one unit of time after the other: a channel of capacity 1 and one worker.
  private func stepped(_ times: [Int], _ duration: Int) -> SyncQueue.Outcome {
    var outcome = SyncQueue.Outcome()
    var waiting = false
    var left = 0
    var live: [Int: Int] = [:]
    var now = times.first ?? 0
    while now <= (times.last ?? 0) || waiting || left > 0 {
      func startIfIdle() {
        guard left == 0, waiting else { return }
        waiting = false
        left = duration
        outcome.starts.append(now)
      }
      startIfIdle()
      for time in times where time == now {
        waiting = true
        startIfIdle()
        live[time] = nil
      }
      if left > 0 {
        left -= 1
        outcome.busy += 1
      }
      now += 1
    }
    for time in times {
      guard let start = outcome.starts.first(where: { $0 >= time }) else { continue }
      outcome.delays.append(start + duration - time)
    }
    return outcome
  }

  @Test("One request is one sync; what comes while it runs shares the next")
  func coalescing() {
    #expect(run([], 5).syncs == 0)
    #expect(run([3], 5).starts == [3])
    #expect(run([3, 4, 5, 6], 5).starts == [3, 8])
    #expect(run([3, 8], 5).starts == [3, 8])
    #expect(run([3, 4, 8, 9], 5).starts == [3, 8, 13])
    #expect(SyncQueue.run([SyncQueue.Burst(time: 0, count: 100)], duration: 5).starts == [0, 5])
    #expect(SyncQueue.run([SyncQueue.Burst(time: 0, count: 0)], duration: 5).starts == [])
  }

  @Test("The delay ends with the first sync that starts with the request or after it")
  func delays() {
    #expect(run([3, 4, 7], 5).delays == [5, 9, 6])
    #expect(run([3, 3], 5).delays == [5, 5])
  }

  @Test("Agrees with a controller stepped through time, whatever the requests")
  func agreesWithStepped() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<3000 {
      let duration = Int(random.next() % 9) + 1
      let span = random.next() % 60 + 1
      let times = (0..<Int(random.next() % 20)).map { _ in Int(random.next() % span) }.sorted()
      #expect(run(times, duration) == stepped(times, duration), "\(times) at \(duration)")
    }
  }

  @Test("Every set of requests in a short time: syncs within their bounds, and one request more is never less work")
  func everySmallCase() {
    let span = 9
    for duration in 1...4 {
      let outcomes = (0..<(1 << span)).map { mask in
        run((0..<span).filter { mask >> $0 & 1 == 1 }, duration)
      }
      for mask in outcomes.indices {
        let outcome = outcomes[mask]
        #expect(outcome.syncs <= mask.nonzeroBitCount)
        #expect(outcome.syncs <= span / duration + 2)
        #expect(outcome.busy == outcome.syncs * duration)
        #expect(outcome.delays.allSatisfy { (duration...2 * duration).contains($0) })
        for bit in 0..<span where mask >> bit & 1 == 0 {
          #expect(outcomes[mask | 1 << bit].busy >= outcome.busy)
        }
      }
    }
  }
}

@Suite("A day of syncs")
struct SyncDayTests {
  /// The runs of a day that fire every `minutes` minutes.
  private func every(_ minutes: Int, pods: Int = 1) -> [SyncDay.Run] {
    stride(from: 0, to: SyncDay.secondsPerDay, by: minutes * 60).map { SyncDay.Run(second: $0, pods: pods) }
  }

  @Test("Incident 3: about 100 syncs an hour, 42 seconds of them")
  func incident3() throws {
    let runs = every(5) + every(10) + every(15)
    let load = SyncDay.simulate(runs, syncSeconds: SyncDuration.seconds(policies: 130))
    #expect(load.requestsPerHour == 88)
    #expect((95...100).contains(load.syncsPerHour))
    #expect((39.5...42).contains(load.pressureSecondsPerHour))
    #expect(!load.isSaturated)
    let delay = try #require(load.programmingDelay)
    #expect(delay.meanSeconds >= load.syncSeconds && delay.worstSeconds <= 2 * load.syncSeconds)
    let low = SyncDay.simulate(runs, syncSeconds: load.syncSeconds, requestsPerPod: .three)
    #expect(low.requestsPerHour == 66)
    #expect(low.syncsPerHour < load.syncsPerHour)
  }

  @Test("With the CronJobs suspended the timer is left: 5 seconds an hour")
  func timerAlone() {
    let load = SyncDay.simulate([], syncSeconds: SyncDuration.seconds(policies: 130))
    #expect(load.syncsPerHour == 12)
    #expect(abs(load.pressureSecondsPerHour - 5) < 0.01)
    #expect(load.programmingDelay == nil)
  }

  @Test("Many pods at once share their syncs, pods one after the other do not")
  func waves() {
    let together = SyncDay.simulate([SyncDay.Run(second: 0, pods: 50)], syncSeconds: 0.4)
    let apart = SyncDay.simulate([SyncDay.Run(second: 0, pods: 50, waves: 50)], syncSeconds: 0.4)
    #expect(together.requestsPerHour == apart.requestsPerHour)
    #expect(together.syncsPerHour * 24 <= 8 + 288)
    #expect(apart.syncsPerHour * 24 > 150 + 288)
  }

  @Test("Syncs are never more than requests and timer, nor than fit; longer syncs never take less time")
  func bounds() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<40 {
      let runs = (0..<Int(random.next() % 300)).map { _ in
        SyncDay.Run(second: Int(random.next() % 86_400), pods: Int(random.next() % 4), waves: Int(random.next() % 3))
      }
      var pressure = 0.0
      for seconds in [0.05, 0.4, 1.3, 3.2, 20] {
        let load = SyncDay.simulate(runs, syncSeconds: seconds)
        #expect(load == SyncDay.simulate(runs.reversed(), syncSeconds: seconds))
        #expect(load.syncsPerHour <= load.requestsPerHour + 12)
        #expect(load.syncsPerHour <= 3600 / seconds + 1)
        #expect(load.pressureSecondsPerHour >= pressure)
        pressure = load.pressureSecondsPerHour
        let more = SyncDay.simulate(runs + [SyncDay.Run(second: 40_000, pods: 1)], syncSeconds: seconds)
        #expect(more.requestsPerHour > load.requestsPerHour)
      }
    }
  }

  @Test("Requests as fast as syncs finish saturate")
  func saturation() {
    #expect(!SyncLoad(requestsPerHour: 3588 - 0.5, syncSeconds: 1).isSaturated)
    #expect(SyncLoad(requestsPerHour: 3588, syncSeconds: 1).isSaturated)
    #expect(SyncDay.simulate(every(1, pods: 50), syncSeconds: 1).isSaturated)
    #expect(SyncLoad(requestsPerHour: 9000, syncSeconds: 1).pressureSecondsPerHour == 3600)
  }

  @Test("Hostile numbers end in time and do not trap")
  func hostile() {
    let runs = (0..<2000).map { SyncDay.Run(second: $0, pods: .max, waves: .max) } + [SyncDay.Run(second: -1, pods: -1)]
    #expect(SyncDay.simulate(runs, syncSeconds: .infinity).syncsPerHour > 0)
    #expect(SyncDay.simulate(runs, syncSeconds: .nan).syncsPerHour > 0)
  }

  @Test("The steps of a pod's life are the medians of the recorded runs")
  func podLife() throws {
    let steps = try RecordedRuns.medianMilliseconds()
    #expect(steps.hostIP == PodLife.hostIPMilliseconds)
    #expect(steps.podIP == PodLife.podIPMilliseconds)
    #expect(steps.succeeded == PodLife.succeededMilliseconds)
    #expect(steps.deleted == PodLife.deletedMilliseconds)
  }
}
