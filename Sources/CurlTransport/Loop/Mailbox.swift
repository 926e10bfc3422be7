internal import KubeClient
internal import Support

/// How other threads speak to the transport's: commands in order, and a signal that wakes it.
///
/// The signal is an eventfd of our own and not `curl_multi_wakeup`: there are several multi handles, and the thread
/// waits for all of them at once.
final class Mailbox: Sendable {
  enum Command: Sendable {
    case start(Exchange)
    /// The exchange was cancelled: let go of its connection.
    case stop(Exchange)
    case shutdown
  }

  private struct State {
    var commands: [Command] = []
    var isClosed = false
    var hasStopped = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Lock(State())
  private let wakeup: Wakeup

  init(_ wakeup: consuming Wakeup) { self.wakeup = wakeup }

  /// What the thread watches.
  var descriptor: Int32 { wakeup.descriptor }

  /// `false` once the transport is shut down.
  func start(_ exchange: Exchange) -> Bool { post(.start(exchange)) }

  /// Ends an exchange for its task at once, and for the server as soon as the thread hears of it.
  func cancel(_ exchange: Exchange) {
    let wasRunning = !exchange.hasEnded
    exchange.cancel()
    if wasRunning { _ = post(.stop(exchange)) }
  }

  /// Ends everything; the thread answers with ``stopped()``.
  func shutdown() {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      if state.isClosed { return false }
      state.commands.append(.shutdown)
      return true
    }
    if isFirst { wakeup.signal() }
  }

  private func post(_ command: Command) -> Bool {
    let (isTaken, isFirst) = state.withLock { state in
      if state.isClosed { return (false, false) }
      state.commands.append(command)
      return (true, state.commands.count == 1)
    }
    if isFirst { wakeup.signal() }
    return isTaken
  }

  /// For the thread: all commands since the last call.
  func take() -> [Command] {
    wakeup.clear()
    return state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  /// The thread's last word.
  func stopped() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.hasStopped = true
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the thread is done with everything.
  func untilStopped() async {
    await withCheckedContinuation { continuation in
      let hasStopped = state.withLock { state in
        if !state.hasStopped { state.waiters.append(continuation) }
        return state.hasStopped
      }
      if hasStopped { continuation.resume() }
    }
  }
}
