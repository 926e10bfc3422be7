import Support

/// Things that happen, in order, for a task to wait for: no test sleeps.
final class Signal<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var waiters: [CheckedContinuation<Value, Never>] = []
  }

  private let state = Lock(State())

  func send(_ value: Value) {
    let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
      if !state.waiters.isEmpty { return state.waiters.removeFirst() }
      state.values.append(value)
      return nil
    }
    waiter?.resume(returning: value)
  }

  func next() async -> Value {
    await withCheckedContinuation { continuation in
      let value = state.withLock { state -> Value? in
        if !state.values.isEmpty { return state.values.removeFirst() }
        state.waiters.append(continuation)
        return nil
      }
      if let value { continuation.resume(returning: value) }
    }
  }
}

extension Signal where Value == Void {
  func send() { send(()) }
}
