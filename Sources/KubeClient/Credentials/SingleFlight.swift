import Support

/// Runs one operation at a time for all who ask; those who come while it runs get its result.
final class SingleFlight<Value: Sendable>: Sendable {
  private struct State {
    var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
    var nextID = 0
    /// Waiters that were cancelled before they waited.
    var cancelled: Set<Int> = []
    var task: Task<Void, Never>?
    /// Which operation the waiters wait for: one that nobody waited for any more has no say in the next.
    var generation = 0
  }

  private let state = Lock(State())

  /// The operation's value; `nil` where the calling task was cancelled. The operation is cancelled when nobody waits for
  /// it any more.
  func run(_ operation: @escaping @Sendable () async -> Value) async -> Value? {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let value = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in join(id, continuation, operation) }
    } onCancel: {
      leave(id)
    }
    // Cancelled when the value was there already.
    state.withLock { state in _ = state.cancelled.remove(id) }
    return value
  }

  private func join(
    _ id: Int, _ continuation: CheckedContinuation<Value?, Never>, _ operation: @escaping @Sendable () async -> Value
  ) {
    let isCancelled = state.withLock { state in
      if state.cancelled.remove(id) != nil { return true }
      state.waiters[id] = continuation
      if state.task == nil {
        state.generation += 1
        let generation = state.generation
        // It belongs to no single caller: the first may go while others wait.
        state.task = Task { [weak self] in
          let value = await operation()
          self?.finish(generation, value)
        }
      }
      return false
    }
    if isCancelled { continuation.resume(returning: nil) }
  }

  private func finish(_ generation: Int, _ value: Value) {
    let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
      guard state.generation == generation, state.task != nil else { return [] }
      let waiters = Array(state.waiters.values)
      state.waiters = [:]
      state.task = nil
      return waiters
    }
    for waiter in waiters { waiter.resume(returning: value) }
  }

  private func leave(_ id: Int) {
    let (waiter, task) = state.withLock { state -> (CheckedContinuation<Value?, Never>?, Task<Void, Never>?) in
      guard let waiter = state.waiters.removeValue(forKey: id) else {
        state.cancelled.insert(id)
        return (nil, nil)
      }
      guard state.waiters.isEmpty else { return (waiter, nil) }
      let task = state.task
      state.task = nil
      return (waiter, task)
    }
    waiter?.resume(returning: nil)
    task?.cancel()
  }
}
