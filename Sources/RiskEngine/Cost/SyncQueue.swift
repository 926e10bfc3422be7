/// kube-router's queue of full syncs: one runs, one waits, further requests are dropped.
///
/// Source: network_policy_controller.go `RequestFullSync` sends without blocking on a channel of capacity 1 that one
/// goroutine reads; there is no debounce and no minimum interval. Times are whole numbers of one unit of the caller's.
package enum SyncQueue {
  /// `count` requests that come at the same moment.
  package struct Burst: Hashable, Comparable, Sendable {
    package var time: Int
    package var count: Int

    package init(time: Int, count: Int = 1) {
      self.time = time
      self.count = max(count, 0)
    }

    package static func < (left: Burst, right: Burst) -> Bool {
      (left.time, left.count) < (right.time, right.count)
    }
  }

  /// What became of the requests.
  package struct Outcome: Hashable, Sendable {
    /// When each sync started.
    package var starts: [Int] = []
    /// The time in which a sync ran.
    package var busy = 0
    /// For each burst, how long something that appeared with it waits until it is programmed.
    package var delays: [Int] = []

    package init() {}

    package var syncs: Int { starts.count }
  }

  /// Runs bursts in the order of their times; each sync takes `duration`.
  ///
  /// A sync reads its snapshot as it starts (step 4) and makes the sets live before it ends (step 6). So what appears at
  /// a time is programmed by the first sync that starts then or later, and at its end at the latest: the delay is that
  /// upper bound, between one and two durations. A request in the very moment a sync ends finds the waiting one started
  /// already.
  package static func run(_ bursts: [Burst], duration: Int) -> Outcome {
    var queue = State(duration: max(duration, 0))
    for burst in bursts where burst.count > 0 { queue.take(burst) }
    return queue.finish()
  }

  private struct State {
    let duration: Int
    var outcome = Outcome()
    /// When the last sync that started ends.
    var end = Int.min
    var isPending = false

    mutating func take(_ burst: Burst) {
      if isPending, end <= burst.time { start(at: end) }
      if end <= burst.time {
        start(at: burst.time)
        isPending = burst.count > 1
      } else {
        isPending = true
      }
      let startsNow = outcome.starts.last == burst.time
      let wait = startsNow ? 0 : max(end, burst.time) &- burst.time
      outcome.delays.append(SyncQueue.sum(wait, duration))
    }

    mutating func start(at time: Int) {
      outcome.starts.append(time)
      end = SyncQueue.sum(time, duration)
      isPending = false
    }

    mutating func finish() -> Outcome {
      if isPending { start(at: end) }
      let (busy, overflow) = outcome.starts.count.multipliedReportingOverflow(by: duration)
      outcome.busy = overflow ? .max : busy
      return outcome
    }
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
