import KubeClient
import KubeCore
import KubeRuntime
import Support

/// A watch whose events a test pushes.
final class FakeStream<Object: Resource>: WatchStream {
  private struct State {
    var events: [WatchEvent<Object>] = []
    var isEnded = false
    var isCancelled = false
    var error: KubeError?
  }

  private let state = Lock(State())
  private let arrival = Signal()

  var isOpen: Bool { state.withLock { !$0.isEnded && !$0.isCancelled } }

  func push(_ event: WatchEvent<Object>) {
    state.withLock { $0.events.append(event) }
    arrival.fire()
  }

  func end(_ error: KubeError? = nil) {
    state.withLock { state in
      state.isEnded = true
      state.error = error
    }
    arrival.fire()
  }

  func next() async throws(KubeError) -> [WatchEvent<Object>]? {
    while true {
      if Task.isCancelled { throw .cancelled }
      let events = try state.withLock { state throws(KubeError) -> [WatchEvent<Object>]?? in
        if state.isCancelled { throw .transport(TransportError(.cancelled, "cancelled")) }
        defer { state.events.removeAll() }
        if !state.events.isEmpty { return state.events }
        guard state.isEnded else { return nil }
        if let error = state.error { throw error }
        return .some(nil)
      }
      if let events { return events }
      await arrival.wait()
    }
  }

  func cancel() {
    state.withLock { $0.isCancelled = true }
    arrival.fire()
  }
}
