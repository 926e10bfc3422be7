import Support

/// Passes bytes through without looking at them, so that a server that only speaks TLS can be cut, delayed, frozen or
/// reset as well: a test tool.
package final class TCPFaultProxy: Sendable {
  /// What goes wrong with one connection.
  package enum Fault: Sendable {
    /// Before the server is connected to.
    case hold(Hold)
    case hangUp(Cut)
    /// Accepted, and never served: the TLS handshake gets no answer.
    case silence
    /// The connection ends when so many bytes have gone that way.
    case cut(Direction, after: Int, Cut)
    /// From then on no byte moves, and the connection stays open.
    case freeze(Direction, after: Int)
    /// The server's side is closed, the client's stays open and silent: half-open.
    case halfOpen(Direction, after: Int)
    /// Bytes to the client come in pieces of so many with a pause behind each.
    case trickle(bytes: Int, pause: Hold)
  }

  package enum Direction: Hashable, Sendable {
    case toServer
    case toClient
  }

  private struct State {
    var rules: [(occurrence: Occurrence, seen: Int, faults: [Fault])] = []
    var random: SplitMix64
  }

  private let door: FrontDoor
  private let state: Lock<State>

  package init(backend: Endpoint, seed: UInt64 = 1) throws(SocketError) {
    let state = Lock(State(random: SplitMix64(seed: seed)))
    self.state = state
    door = try FrontDoor { _ in
      let faults = state.withLock { state in
        var faults: [Fault] = []
        for index in state.rules.indices {
          state.rules[index].seen += 1
          let rule = state.rules[index]
          if rule.occurrence.contains(rule.seen, &state.random) { faults += rule.faults }
        }
        return faults
      }
      return { waiter in ByteRelay(waiter: waiter, backend: backend, faults: faults).run() }
    }
  }

  deinit {
    door.close()
    door.cut(.end)
  }

  package var port: UInt16 { door.port }
  package var connectionCount: Int { door.connectionCount }
  package var openConnections: Int { door.openConnections }

  /// What goes wrong with the connections that come from now on; they are counted from 1 for each rule.
  package func add(_ occurrence: Occurrence = .all, _ faults: Fault...) {
    state.withLock { $0.rules.append((occurrence, 0, faults)) }
  }

  package func removeRules() { state.withLock { $0.rules = [] } }
  package func refuseConnections() { door.close() }
  package func acceptConnections() throws(SocketError) { try door.open() }
  package func cutConnections(_ cut: Cut) { door.cut(cut) }
  /// Every connection is reset, and new ones are refused.
  package func kill() {
    door.close()
    door.cut(.reset)
  }
  package func freeze() { door.setFrozen(true) }
  package func thaw() { door.setFrozen(false) }
}
