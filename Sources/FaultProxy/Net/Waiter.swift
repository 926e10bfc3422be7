import Glibc
import Support

/// Why a connection's thread stops what it does.
enum Interruption: Error {
  /// The client's connection is to end like this.
  case cut(Cut)
  /// The client has gone.
  case clientGone
  /// The server has gone, or says what is no HTTP.
  case backendGone
}

/// Waits for the sockets of one client connection; a cut from outside interrupts every wait.
struct Waiter {
  // The event that tells a closed peer without reading (Linux; Glibc's headers show it to GNU programs only).
  private static let peerClosed: Int16 = 0x2000

  let control: ConnectionControl
  let client: Socket

  enum Readiness {
    case client
    case backend
  }

  /// Waits until one of the two can be read; `nil` for a socket that does not interest.
  func readable(client wantsClient: Bool, backend: Socket?) throws(Interruption) -> Readiness {
    while true {
      var wanted = [pollfd(fd: client.number, events: wantsClient ? Int16(POLLIN) : Self.peerClosed, revents: 0)]
      if let backend { wanted.append(pollfd(fd: backend.number, events: Int16(POLLIN), revents: 0)) }
      try poll(&wanted, timeout: nil)
      if wanted.count > 1, wanted[1].revents != 0 { return .backend }
      if wanted[0].revents != 0 {
        guard wantsClient else { throw .clientGone }
        return .client
      }
    }
  }

  /// Sends all of `bytes` to `socket`.
  func send(_ bytes: ArraySlice<UInt8>, to socket: Socket) throws(Interruption) {
    let gone: Interruption = socket === client ? .clientGone : .backendGone
    var rest = bytes
    while !rest.isEmpty {
      if let cut = control.requestedCut { throw .cut(cut) }
      guard let count = socket.send(rest) else { throw gone }
      rest = rest.dropFirst(count)
      if count == 0 {
        var wanted = [pollfd(fd: socket.number, events: Int16(POLLOUT), revents: 0)]
        try poll(&wanted, timeout: nil)
      }
    }
  }

  /// Waits for `hold` while nothing is read or sent.
  func wait(for hold: Hold) throws(Interruption) {
    switch hold {
    case .latch(let latch):
      let pipe = control.pipe
      latch.whenOpen { pipe.signal() }
      while !latch.isOpen { try idle(timeout: nil) }
    case .time(let duration):
      let deadline = ContinuousClock.now + duration
      while true {
        let left = deadline - ContinuousClock.now
        if left <= .zero { return }
        try idle(timeout: left)
      }
    }
  }

  /// Waits for a cut, or for the client to go.
  func forever() throws(Interruption) -> Never {
    while true { try idle(timeout: nil) }
  }

  private func idle(timeout: Duration?) throws(Interruption) {
    var wanted = [pollfd(fd: client.number, events: Self.peerClosed, revents: 0)]
    try poll(&wanted, timeout: timeout)
    if wanted[0].revents != 0 { throw .clientGone }
  }

  /// Returns when something is ready, the time is over, or somebody has signalled. While the connection is frozen
  /// nothing is ready; only its end is noticed.
  private func poll(_ wanted: inout [pollfd], timeout: Duration?) throws(Interruption) {
    repeat {
      let isFrozen = control.isFrozen
      var all = isFrozen ? [pollfd(fd: client.number, events: Self.peerClosed, revents: 0)] : wanted
      all.append(pollfd(fd: control.pipe.number, events: Int16(POLLIN), revents: 0))
      let milliseconds = timeout.map { Int32(clamping: $0.components.seconds * 1000 + $0.milliseconds) } ?? -1
      _ = Glibc.poll(&all, nfds_t(all.count), isFrozen ? -1 : milliseconds)
      control.pipe.drain()
      if let cut = control.requestedCut { throw .cut(cut) }
      if isFrozen {
        if all[0].revents != 0 { throw .clientGone }
      } else {
        for index in wanted.indices { wanted[index].revents = all[index].revents }
      }
    } while control.isFrozen
  }
}

extension Duration {
  /// The part below a second, rounded up.
  fileprivate var milliseconds: Int64 { (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000 }
}
