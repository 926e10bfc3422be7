package import Support

/// Wakes one waiting task. Firing twice before somebody waits is firing once: it says "look again", not how often.
package final class Signal: Sendable {
  private struct State {
    var isFired = false
    var nextID = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Lock(State())

  package init() {}

  package func fire() {
    let waiters = state.withLock { state in
      state.isFired = state.waiters.isEmpty
      defer { state.waiters.removeAll() }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the signal has fired since the last wait, or when the task is cancelled.
  package func wait() async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if state.isFired || Task.isCancelled {
            state.isFired = false
            return true
          }
          state.waiters[id] = continuation
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }

  /// Returns when the signal has fired or after `duration`, whichever is first; also when the task is cancelled.
  package func wait(atMost duration: Duration, _ time: any TimeSource) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait() }
      group.addTask { try? await time.sleep(for: duration) }
      await group.next()
      group.cancelAll()
    }
  }
}
