import Glibc
import Support

/// Listens on a port of loopback and gives each connection a thread of its own.
final class FrontDoor: Sendable {
  private struct State {
    var listening: Listening?
    var connections: [Int: ConnectionControl] = [:]
    var count = 0
    var isFrozen = false
    var nextWaiter = 0
    var waiters: [Int: (count: Int, continuation: CheckedContinuation<Void, Never>)] = [:]

    /// Takes out those who wait for no more connections than there were.
    mutating func ready() -> [CheckedContinuation<Void, Never>] {
      let ready = waiters.filter { $0.value.count <= count }
      for id in ready.keys { waiters[id] = nil }
      return ready.values.map(\.continuation)
    }
  }

  private struct Listening {
    let pipe: WakePipe
    let thread: NativeThread
  }

  let port: UInt16
  private let state = Lock(State())
  private let greet: Greeting

  /// Called for each connection in the order of arrival; what it returns then serves it, on a thread of its own.
  typealias Greeting = @Sendable (_ number: Int) -> @Sendable (Waiter) -> Void

  /// Listens on a free port.
  init(_ greet: @escaping Greeting) throws(SocketError) {
    self.greet = greet
    let socket = try ListenSocket(port: 0)
    port = socket.port
    try open(socket)
  }

  var connectionCount: Int { state.withLock { $0.count } }
  var openConnections: Int { state.withLock { $0.connections.count } }

  /// Returns when the task is cancelled, too.
  func connections(atLeast count: Int) async {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if state.count >= count || Task.isCancelled { return true }
          state.waiters[id] = (count, continuation)
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
    }
  }

  func open() throws(SocketError) {
    guard state.withLock({ $0.listening == nil }) else { return }
    try open(try ListenSocket(port: port))
  }

  private func open(_ socket: ListenSocket) throws(SocketError) {
    let pipe = try WakePipe()
    let thread = try NativeThread { [self] in
      var wanted = [
        pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0),
      ]
      while wanted[1].revents == 0 {
        poll(&wanted, 2, -1)
        if wanted[0].revents != 0, let client = socket.next() { start(client) }
      }
    }
    state.withLock { $0.listening = Listening(pipe: pipe, thread: thread) }
  }

  /// Stops listening: connections are refused from now on. Those that are open stay.
  func close() {
    let listening = state.withLock { state in
      defer { state.listening = nil }
      return state.listening
    }
    listening?.pipe.signal()
    listening?.thread.join()
  }

  func cut(_ cut: Cut) {
    for control in state.withLock({ Array($0.connections.values) }) { control.cut(cut) }
  }

  func setFrozen(_ isFrozen: Bool) {
    let controls = state.withLock { state in
      state.isFrozen = isFrozen
      return Array(state.connections.values)
    }
    for control in controls { control.setFrozen(isFrozen) }
  }

  private func start(_ client: sending Socket) {
    guard let control = try? ConnectionControl() else { return }
    let (number, ready) = state.withLock { state in
      if state.isFrozen { control.setFrozen(true) }
      state.count += 1
      state.connections[state.count] = control
      return (state.count, state.ready())
    }
    for waiter in ready { waiter.resume() }
    let serve = greet(number)
    let waiter = Lock(Optional(Waiter(control: control, client: client)))
    let thread = try? NativeThread { [self] in
      if let waiter = waiter.withLock({ $0.take() }) { serve(waiter) }
      state.withLock { _ = $0.connections.removeValue(forKey: number) }
    }
    thread?.detach()
  }
}
