/// kube-router's queue of full syncs: one runs, at most one waits, further requests are dropped.
///
/// `RequestFullSync` sends without blocking on a channel of capacity 1, one goroutine works it off, and nothing debounces
/// (netpol/network_policy_controller.go). A sync takes its snapshot of pods when it starts.
package struct SyncQueue: Sendable {
  /// What a series of requests comes to.
  package struct Outcome: Hashable, Sendable {
    package var syncs = 0
    package var busySeconds = 0.0
    /// From a request to the end of the first sync that started at or after it, over the requests that bring a new
    /// address: how long a new peer is refused, at most. (The peer sets are swapped somewhat before a sync ends:
    /// 0.04–0.6 s were measured with 130 policies, 0.6–2.7 s with 400.)
    package var meanDelaySeconds = 0.0
    package var worstDelaySeconds = 0.0
  }

  /// One request to the queue.
  package struct Request: Hashable, Comparable, Sendable {
    /// Seconds since the start.
    package var time: Double
    /// Whether a pod has got its address with it: only then does somebody wait for the sync.
    package var bringsAddress: Bool

    package init(time: Double, bringsAddress: Bool = false) {
      self.time = time
      self.bringsAddress = bringsAddress
    }

    package static func < (left: Request, right: Request) -> Bool {
      left.time != right.time ? left.time < right.time : !left.bringsAddress && right.bringsAddress
    }
  }

  private let duration: Double
  private var runningUntil = -Double.infinity
  private var isPending = false
  private var outcome = Outcome()

  private init(duration: Double) { self.duration = duration }

  /// Plays requests, in order of time, with syncs of a fixed duration in seconds.
  package static func play(_ requests: [Request], duration: Double) -> Outcome {
    var queue = SyncQueue(duration: duration)
    var delays = 0.0
    var newcomers = 0
    for request in requests {
      let delay = queue.add(request.time)
      guard request.bringsAddress else { continue }
      newcomers += 1
      delays += delay
      queue.outcome.worstDelaySeconds = max(queue.outcome.worstDelaySeconds, delay)
    }
    if queue.isPending { queue.start() }
    queue.outcome.busySeconds = Double(queue.outcome.syncs) * duration
    queue.outcome.meanDelaySeconds = newcomers > 0 ? delays / Double(newcomers) : 0
    return queue.outcome
  }

  /// Takes one request; the seconds until the sync that covers it has ended.
  private mutating func add(_ time: Double) -> Double {
    if isPending, runningUntil <= time {
      isPending = false
      start()
      runningUntil += duration
    }
    if runningUntil <= time {
      start()
      runningUntil = time + duration
      return duration
    }
    isPending = true
    return runningUntil - time + duration
  }

  private mutating func start() { outcome.syncs += 1 }
}
