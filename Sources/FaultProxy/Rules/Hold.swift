import Support

/// How long something is held back.
package enum Hold: Sendable {
  /// Until a test opens the latch.
  case latch(Latch)
  /// In real time.
  case time(Duration)
}

/// Opens once; whoever waits for it is told.
package final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [@Sendable () -> Void] = []
  }

  private let state = Lock(State())

  package init() {}

  package var isOpen: Bool { state.withLock { $0.isOpen } }

  package func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for body in waiting { body() }
  }

  /// Calls `body` when the latch opens, at once where it is open.
  func whenOpen(_ body: @escaping @Sendable () -> Void) {
    let isOpen = state.withLock { state in
      if !state.isOpen { state.waiting.append(body) }
      return state.isOpen
    }
    if isOpen { body() }
  }
}

/// How a connection ends before its time.
package enum Cut: Hashable, Sendable {
  /// An orderly end (FIN).
  case end
  /// A reset (RST).
  case reset
}
