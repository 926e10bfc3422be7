extension SyncDay {
  /// What is requested at one moment.
  struct Moment {
    /// Microseconds from the start of the day.
    let time: Int
    var requests = 0
    var peers = 0
    var timers = 0
  }

  /// Pods that start at one moment.
  private struct Start {
    let time: Int
    var pods: Int
  }

  /// What is requested at each moment, timer included, in order of time.
  ///
  /// Each start requests at fixed times after it, so these are as many sorted lists, merged.
  static func requests(of runs: [Run], _ requestsPerPod: RequestsPerPod) -> [Moment] {
    let starts = starts(of: runs)
    let steps = [PodLife.hostIPMilliseconds, PodLife.podIPMilliseconds, PodLife.succeededMilliseconds]
    let lives = (requestsPerPod == .four ? steps + [PodLife.deletedMilliseconds] : steps).map {
      $0 * microsecondsPerMillisecond
    }
    var cursors = Array(repeating: 0, count: lives.count)
    var timer = timerPhaseSeconds * microsecondsPerSecond
    let end = secondsPerDay * microsecondsPerSecond
    var moments: [Moment] = []
    moments.reserveCapacity(starts.count * lives.count + secondsPerDay / timerSeconds)
    while true {
      var time = timer < end ? timer : Int.max
      for life in lives.indices where cursors[life] < starts.count {
        time = min(time, starts[cursors[life]].time + lives[life])
      }
      guard time < Int.max else { return moments }
      var moment = Moment(time: time)
      if timer == time {
        moment.timers = 1
        timer += timerSeconds * microsecondsPerSecond
      }
      for life in lives.indices where cursors[life] < starts.count {
        let start = starts[cursors[life]]
        guard start.time + lives[life] == time else { continue }
        cursors[life] += 1
        moment.requests = saturatingSum(moment.requests, start.pods)
        if lives[life] == PodLife.podIPMilliseconds * microsecondsPerMillisecond { moment.peers = start.pods }
      }
      moments.append(moment)
    }
  }

  /// How many pods start at each moment, in order of time.
  private static func starts(of runs: [Run]) -> [Start] {
    var firsts = Array(repeating: 0, count: secondsPerDay + 60 * staggerSeconds)
    var later: [Start] = []
    var wavesLeft = maxWavesPerDay
    var (second, rank) = (-1, 0)
    for run in ordered(runs) {
      rank = run.second == second ? rank + 1 : 0
      second = run.second
      let first = run.second + rank % 60 * staggerSeconds
      let waves = min(run.waves, run.pods, maxWaves, max(wavesLeft, 1))
      wavesLeft -= waves
      let each = run.pods / waves
      firsts[first] = saturatingSum(firsts[first], waves == 1 ? run.pods : each)
      for wave in 1..<max(waves, 1) {
        let time = first * microsecondsPerSecond + wave * PodLife.succeededMilliseconds * microsecondsPerMillisecond
        later.append(Start(time: time, pods: wave == waves - 1 ? run.pods - each * (waves - 1) : each))
      }
    }
    var starts: [Start] = []
    for (second, pods) in firsts.enumerated() where pods > 0 {
      starts.append(Start(time: second * microsecondsPerSecond, pods: pods))
    }
    return later.isEmpty ? starts : joined(starts + later)
  }

  private static func joined(_ starts: [Start]) -> [Start] {
    var joined: [Start] = []
    for start in starts.sorted(by: { $0.time < $1.time }) {
      if let last = joined.last, last.time == start.time {
        joined[joined.count - 1].pods = saturatingSum(last.pods, start.pods)
      } else {
        joined.append(start)
      }
    }
    return joined
  }

  /// The runs of the day that have pods, in order of second, pods and waves: a counting sort by second.
  private static func ordered(_ runs: [Run]) -> [Run] {
    let runs = runs.filter { $0.pods > 0 && (0..<secondsPerDay).contains($0.second) }
    var bounds = Array(repeating: 0, count: secondsPerDay + 1)
    for run in runs { bounds[run.second + 1] += 1 }
    for second in 1...secondsPerDay { bounds[second] += bounds[second - 1] }
    var next = bounds
    var ordered = runs
    for run in runs {
      ordered[next[run.second]] = run
      next[run.second] += 1
    }
    for second in 0..<secondsPerDay where bounds[second + 1] - bounds[second] > 1 {
      let range = bounds[second]..<bounds[second + 1]
      let isSorted = range.dropFirst().allSatisfy {
        (ordered[$0 - 1].pods, ordered[$0 - 1].waves) <= (ordered[$0].pods, ordered[$0].waves)
      }
      if !isSorted { ordered[range].sort { ($0.pods, $0.waves) < ($1.pods, $1.waves) } }
    }
    return ordered
  }
}
