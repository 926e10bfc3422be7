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

  private static let microsecondsPerMillisecond = 1000
  private static let microsecondsPerSecond = 1_000_000

  /// Sends a day's runs through the queue; runs outside the day are left out.
  package static func simulate(
    _ runs: [Run], syncSeconds: Double, requestsPerPod: RequestsPerPod = .four
  ) -> SyncLoad {
    let duration = microseconds(syncSeconds)
    let requests = requests(of: runs, requestsPerPod)
    let bursts = requests.sorted { $0.key < $1.key }
    let outcome = SyncQueue.run(
      bursts.map { SyncQueue.Burst(time: $0.key, count: saturatingSum($0.value.requests, $0.value.timers)) },
      duration: duration)
    var total = 0
    var peers = 0
    var waited = 0.0
    var worst = 0
    for (burst, delay) in zip(bursts, outcome.delays) {
      total = saturatingSum(total, burst.value.requests)
      guard burst.value.peers > 0 else { continue }
      peers = saturatingSum(peers, burst.value.peers)
      waited += Double(delay) * Double(burst.value.peers)
      worst = max(worst, delay)
    }
    let delay = SyncLoad.ProgrammingDelay(
      meanSeconds: waited / Double(max(peers, 1)) / Double(microsecondsPerSecond),
      worstSeconds: Double(worst) / Double(microsecondsPerSecond))
    return SyncLoad(
      syncSeconds: max(syncSeconds, 0), requestsPerHour: Double(total) / 24,
      syncsPerHour: Double(outcome.syncs) / 24, programmingDelay: peers > 0 ? delay : nil)
  }

  private struct Count {
    var requests = 0
    var peers = 0
    var timers = 0
  }

  private static func microseconds(_ seconds: Double) -> Int {
    guard seconds.isFinite, seconds > 0 else { return 0 }
    return Int(min(seconds, Double(secondsPerDay)) * Double(microsecondsPerSecond))
  }

  /// What is requested at each moment, timer included.
  private static func requests(of runs: [Run], _ requestsPerPod: RequestsPerPod) -> [Int: Count] {
    var counts: [Int: Count] = [:]
    for second in stride(from: timerPhaseSeconds, to: secondsPerDay, by: timerSeconds) {
      counts[second * microsecondsPerSecond, default: Count()].timers += 1
    }
    for (start, pods) in starts(of: runs) {
      add(pods, after: start, PodLife.hostIPMilliseconds, to: &counts)
      add(pods, after: start, PodLife.podIPMilliseconds, isPeer: true, to: &counts)
      add(pods, after: start, PodLife.succeededMilliseconds, to: &counts)
      if requestsPerPod == .four { add(pods, after: start, PodLife.deletedMilliseconds, to: &counts) }
    }
    return counts
  }

  private static func add(
    _ pods: Int, after start: Int, _ milliseconds: Int, isPeer: Bool = false, to counts: inout [Int: Count]
  ) {
    let time = start + milliseconds * microsecondsPerMillisecond
    var count = counts[time] ?? Count()
    count.requests = saturatingSum(count.requests, pods)
    if isPeer { count.peers = saturatingSum(count.peers, pods) }
    counts[time] = count
  }

  /// How many pods start at each moment, in microseconds.
  private static func starts(of runs: [Run]) -> [Int: Int] {
    var ranks: [Int: Int] = [:]
    var starts: [Int: Int] = [:]
    var wavesLeft = maxWavesPerDay
    let sorted = runs.sorted { ($0.second, $0.pods, $0.waves) < ($1.second, $1.pods, $1.waves) }
    for run in sorted where run.pods > 0 && (0..<secondsPerDay).contains(run.second) {
      let rank = ranks[run.second, default: 0]
      ranks[run.second] = rank + 1
      let first = (run.second + rank % 60 * staggerSeconds) * microsecondsPerSecond
      let waves = min(run.waves, run.pods, maxWaves, max(wavesLeft, 1))
      wavesLeft -= waves
      let each = run.pods / waves
      for wave in 0..<waves {
        let time = first + wave * PodLife.succeededMilliseconds * microsecondsPerMillisecond
        let pods = wave == waves - 1 ? run.pods - each * (waves - 1) : each
        starts[time] = saturatingSum(starts[time] ?? 0, pods)
      }
    }
    return starts
  }

  private static func saturatingSum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
