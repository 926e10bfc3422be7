/// A simulated day of CronJob runs through the queue of full syncs, timer included.
package struct SyncDay: Hashable, Sendable {
  /// One run of a CronJob.
  package struct Run: Hashable, Sendable {
    /// Seconds from the start of the day.
    package var second: Int
    package var pods: Int
    /// How often pods follow one another (``KubeCore/JobSpec/wavesPerRun``).
    package var waves: Int

    package init(second: Int, pods: Int, waves: Int = 1) {
      self.second = second
      self.pods = max(pods, 0)
      self.waves = max(waves, 1)
    }
  }

  /// Which of a pod's requests happen.
  package enum RequestsPerPod: Int, Hashable, Sendable {
    /// No earlier pod is deleted.
    case three = 3
    case four = 4
  }

  package static let secondsPerDay = 86_400
  /// The period of kube-router's own syncs: pkg/options/options.go `IPTablesSyncPeriod`.
  package static let timerSeconds = 300
  /// Where the timer falls within its period: unknown to the API, so away from whole minutes, where runs start.
  package static let timerPhaseSeconds = 30
  /// Runs that are due in the same second start this far apart, up to a minute.
  ///
  /// Their pods start almost together, but end as far apart as their work does, which the API does not tell. Spreading
  /// them keeps their syncs from coalescing by an accident of the model: the cautious side.
  package static let staggerSeconds = 1
  /// Waves beyond this many are counted with the last: an hour and a half of pods one after the other.
  package static let maxWaves = 1024
  /// The same for all runs of a day together, so that no manifest makes the simulation long.
  package static let maxWavesPerDay = 1_000_000

  static let microsecondsPerMillisecond = 1000
  static let microsecondsPerSecond = 1_000_000

  /// Sends a day's runs through the queue; runs outside the day are left out.
  package static func simulate(
    _ runs: [Run], syncSeconds: Double, requestsPerPod: RequestsPerPod = .four
  ) -> SyncLoad {
    let duration = microseconds(syncSeconds)
    let requests = requests(of: runs, requestsPerPod)
    let outcome = SyncQueue.run(
      requests.map { SyncQueue.Burst(time: $0.time, count: saturatingSum($0.requests, $0.timers)) },
      duration: duration)
    var total = 0
    var peers = 0
    var waited = 0.0
    var worst = 0
    for (moment, delay) in zip(requests, outcome.delays) {
      total = saturatingSum(total, moment.requests)
      guard moment.peers > 0 else { continue }
      peers = saturatingSum(peers, moment.peers)
      waited += Double(delay) * Double(moment.peers)
      worst = max(worst, delay)
    }
    let delay = SyncLoad.ProgrammingDelay(
      meanSeconds: waited / Double(max(peers, 1)) / Double(microsecondsPerSecond),
      worstSeconds: Double(worst) / Double(microsecondsPerSecond))
    return SyncLoad(
      syncSeconds: max(syncSeconds, 0), requestsPerHour: Double(total) / 24,
      syncsPerHour: Double(outcome.syncs) / 24, programmingDelay: peers > 0 ? delay : nil)
  }

  private static func microseconds(_ seconds: Double) -> Int {
    guard seconds.isFinite, seconds > 0 else { return 0 }
    return Int(min(seconds, Double(secondsPerDay)) * Double(microsecondsPerSecond))
  }

  static func saturatingSum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
