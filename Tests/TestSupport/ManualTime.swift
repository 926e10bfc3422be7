package import Support

/// A clock that stands still until a test turns it. Sleepers wake in the order of their deadlines.
package final class ManualTime: TimeSource {
  private struct Sleeper {
    let id: Int
    let deadline: Duration
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct Waiter {
    let id: Int
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var elapsed: Duration = .zero
    var nextID = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var waiters: [Waiter] = []
  }

  private let start: Timestamp
  private let state = Lock(State())

  package init(start: Timestamp = Timestamp(seconds: 1_767_225_600)) { self.start = start }

  package func uptime() -> Duration { state.withLock { $0.elapsed } }

  package func now() -> Timestamp {
    let (seconds, attoseconds) = uptime().components
    let nanoseconds = Int64(start.nanoseconds) + attoseconds / 1_000_000_000
    return Timestamp(
      seconds: start.seconds + seconds + nanoseconds / 1_000_000_000,
      nanoseconds: Int32(nanoseconds % 1_000_000_000))
  }

  package func sleep(for duration: Duration) async throws(CancellationError) {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let finished = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in add(id, duration, continuation) }
    } onCancel: {
      cancel(id)
    }
    if !finished { throw CancellationError() }
  }

  /// How long each sleeper still has to wait, shortest first.
  package var pendingSleeps: [Duration] {
    state.withLock { state in state.sleepers.map { $0.deadline - state.elapsed }.sorted() }
  }

  /// Returns once `count` tasks sleep, or when the task is cancelled: a test that waits in vain ends with its time limit.
  package func sleepers(atLeast count: Int) async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if state.sleepers.count >= count || Task.isCancelled { return true }
          state.waiters.append(Waiter(id: id, count: count, continuation: continuation))
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume()
    }
  }

  /// Turns the clock forward and wakes whoever is due.
  package func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.elapsed += duration
      let due = state.sleepers.filter { $0.deadline <= state.elapsed }.sorted { $0.deadline < $1.deadline }
      state.sleepers.removeAll { $0.deadline <= state.elapsed }
      return due
    }
    for sleeper in due { sleeper.continuation.resume(returning: true) }
  }

  private func add(_ id: Int, _ duration: Duration, _ continuation: CheckedContinuation<Bool, Never>) {
    var ready: [Waiter] = []
    let immediate: Bool? = state.withLock { state in
      if state.cancelled.remove(id) != nil { return false }
      if duration <= .zero { return true }
      state.sleepers.append(Sleeper(id: id, deadline: state.elapsed + duration, continuation: continuation))
      ready = state.waiters.filter { $0.count <= state.sleepers.count }
      state.waiters.removeAll { $0.count <= state.sleepers.count }
      return nil
    }
    if let immediate { continuation.resume(returning: immediate) }
    for waiter in ready { waiter.continuation.resume() }
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
        state.cancelled.insert(id)
        return nil
      }
      return state.sleepers.remove(at: index)
    }
    sleeper?.continuation.resume(returning: false)
  }
}
