import Support

/// What the proxy may do to a connection from outside while its thread waits.
final class ConnectionControl: Sendable {
  private struct State {
    var cut: Cut?
    var isFrozen = false
  }

  private let state = Lock(State())
  let pipe: WakePipe

  init() throws(SocketError) { pipe = try WakePipe() }

  /// How the connection is to end, once somebody has asked for it.
  var requestedCut: Cut? { state.withLock { $0.cut } }
  var isFrozen: Bool { state.withLock { $0.isFrozen } }

  func cut(_ cut: Cut) {
    state.withLock { $0.cut = $0.cut ?? cut }
    pipe.signal()
  }

  func setFrozen(_ isFrozen: Bool) {
    state.withLock { $0.isFrozen = isFrozen }
    pipe.signal()
  }
}
