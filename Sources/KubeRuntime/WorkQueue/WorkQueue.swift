package import Support

/// Keys that need work, handed to any number of workers (client-go `TypedRateLimitingInterface`).
///
/// First in, first out. ``run()`` must be running for keys that were added with a delay. After ``shutDown()`` what is
/// queued is still handed out, nothing new is taken.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
  private struct State {
    var rules: WorkQueueState<Key>
    var times = WorkTimes<Key>()
    var nextID: UInt64 = 0
    /// Somebody waits until everything is worked on.
    var isDraining = false
    /// Workers that wait, the first one first.
    var workers: [(id: UInt64, continuation: CheckedContinuation<Key?, Never>)] = []
  }

  private let state: Lock<State>
  private let time: any TimeSource
  private let metrics: WorkQueueMetrics?
  /// The first delayed key has changed.
  private let rescheduled = Signal()
  private let drained = Signal()

  package init(
    time: any TimeSource, limiter: RetryLimiter<Key> = RetryLimiter<Key>(), metrics: WorkQueueMetrics? = nil
  ) {
    self.time = time
    self.metrics = metrics
    state = Lock(State(rules: WorkQueueState(limiter: limiter)))
    metrics?.collect { [weak self] in self?.unfinished ?? (.zero, .zero) }
  }

  // MARK: Adding

  /// Marks a key as needing work; nothing happens where it is waiting already.
  package func add(_ key: Key) {
    let now = time.uptime()
    let ready = state.withLock { state -> [Handover] in
      guard state.rules.add(key) else { return [] }
      noteAdded(key, &state, at: now)
      return handOver(&state, at: now)
    }
    for handover in ready { handover.resume() }
  }

  /// Adds a key later; the earlier of two times counts. Counted as a retry, as in client-go.
  package func add(_ key: Key, after delay: Duration) {
    let isOpen = state.withLock { state in
      guard !state.rules.isShuttingDown else { return false }
      if delay > .zero { state.rules.delayed.put(key, due: time.uptime() + delay) }
      return true
    }
    guard isOpen else { return }
    metrics?.retried()
    if delay > .zero { rescheduled.fire() } else { add(key) }
  }

  /// Adds a key that failed, as late as the limiter says.
  package func addRateLimited(_ key: Key) {
    let now = time.uptime()
    let delay = state.withLock { $0.rules.limiter.when(key, at: now) }
    add(key, after: delay)
  }

  /// The key is no failure any more.
  package func forget(_ key: Key) { state.withLock { $0.rules.limiter.forget(key) } }

  /// How often the key was added by ``addRateLimited(_:)`` since it was last forgotten.
  package func requeues(of key: Key) -> Int { state.withLock { $0.rules.limiter.failures(of: key) } }

  /// Keys that are queued, without those in work and those delayed.
  package var count: Int { state.withLock { $0.rules.queue.count } }

  // MARK: Working

  /// The next key; whoever gets it calls ``done(_:)``. `nil` when the queue is shut down and empty, or when the task is
  /// cancelled.
  package func next() async -> Key? {
    let id = state.withLock { state in
      state.nextID &+= 1
      return state.nextID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = time.uptime()
        let answer = state.withLock { state -> Key?? in
          if Task.isCancelled { return .some(nil) }
          if let key = take(&state, at: now) { return key }
          if state.rules.isShuttingDown { return .some(nil) }
          state.workers.append((id, continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let worker = state.withLock { state in
        state.workers.firstIndex { $0.id == id }.map { state.workers.remove(at: $0).continuation }
      }
      worker?.resume(returning: nil)
    }
  }

  /// The work on a key is over; it is queued again where it was added meanwhile.
  package func done(_ key: Key) {
    let now = time.uptime()
    let (ready, isDrained) = state.withLock { state -> ([Handover], Bool) in
      state.rules.done(key)
      if let duration = state.times.finished(key, at: now) { metrics?.worked(for: duration) }
      return (handOver(&state, at: now), state.rules.isDrained)
    }
    for handover in ready { handover.resume() }
    if isDrained { drained.fire() }
  }

  // MARK: Life

  /// Moves delayed keys into the queue when they are due; returns when the queue is shut down.
  package func run() async throws(CancellationError) {
    while !state.withLock({ $0.rules.isShuttingDown }) {
      if Task.isCancelled { throw CancellationError() }
      let now = time.uptime()
      if let due = promote(at: now) {
        await rescheduled.wait(atMost: due - now, time)
      } else {
        await rescheduled.wait()
      }
    }
  }

  /// Adds what is due; when the next key will be.
  @discardableResult
  package func promote(at now: Duration) -> Duration? {
    let (ready, due) = state.withLock { state -> ([Handover], Duration?) in
      for key in state.rules.promote(at: now) { noteAdded(key, &state, at: now) }
      return (handOver(&state, at: now), state.rules.delayed.firstDue)
    }
    for handover in ready { handover.resume() }
    return due
  }

  package var isShuttingDown: Bool { state.withLock { $0.rules.isShuttingDown } }

  /// Takes nothing new. Workers get what is queued and then `nil`; delayed keys are dropped.
  package func shutDown() {
    let workers = state.withLock { state in
      state.rules.shutDown()
      state.isDraining = false
      defer { state.workers.removeAll() }
      return state.workers
    }
    for worker in workers { worker.continuation.resume(returning: nil) }
    rescheduled.fire()
    drained.fire()
  }

  /// Shuts down and returns when all that was queued has been worked on; earlier when ``shutDown()`` is called meanwhile,
  /// or when the task is cancelled.
  package func drain() async {
    shutDown()
    state.withLock { $0.isDraining = true }
    while !Task.isCancelled, state.withLock({ $0.isDraining && !$0.rules.isDrained }) { await drained.wait() }
    drained.fire()
  }

  /// Shuts down and drops what is queued: nobody will work on it.
  package func discard() {
    shutDown()
    state.withLock { $0.rules.discard() }
    drained.fire()
  }

  // MARK: Handing over

  private struct Handover {
    let key: Key
    let worker: CheckedContinuation<Key?, Never>

    func resume() { worker.resume(returning: key) }
  }

  private func handOver(_ state: inout State, at now: Duration) -> [Handover] {
    var ready: [Handover] = []
    while !state.workers.isEmpty, let key = take(&state, at: now) {
      ready.append(Handover(key: key, worker: state.workers.removeFirst().continuation))
    }
    return ready
  }

  private func take(_ state: inout State, at now: Duration) -> Key? {
    guard let key = state.rules.take() else { return nil }
    if let waited = state.times.started(key, at: now) { metrics?.taken(after: waited) }
    return key
  }

  private func noteAdded(_ key: Key, _ state: inout State, at now: Duration) {
    guard metrics != nil else { return }
    state.times.added(key, at: now)
    metrics?.added()
  }

  /// How long all keys in work, and the longest of them, have been so.
  private var unfinished: (total: Duration, longest: Duration) {
    let now = time.uptime()
    return state.withLock { $0.times.unfinished(at: now) }
  }
}
