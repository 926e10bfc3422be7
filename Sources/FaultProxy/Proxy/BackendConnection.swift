/// The connection to the server that belongs to one client connection.
final class BackendConnection {
  let endpoint: Endpoint
  let socket: Socket
  var queue = ByteQueue()

  init?(to endpoint: Endpoint) {
    guard let socket = Socket(connectingTo: endpoint) else { return nil }
    self.endpoint = endpoint
    self.socket = socket
  }

  /// Whether the server has ended it while nothing was asked.
  var isStale: Bool {
    if case .nothing = socket.receive() { false } else { true }
  }

  /// The head of the answer; interim answers (1xx) are passed over.
  func responseHead(_ waiter: Waiter) throws(Interruption) -> MessageHead {
    while true {
      while let bytes = queue.take(through: MessageHead.end) {
        guard let head = MessageHead(bytes), let status = head.status else { throw .backendGone }
        if status >= 200 { return head }
      }
      guard queue.count < MessageHead.limit, try receive(waiter) else { throw .backendGone }
    }
  }

  /// Waits for more bytes; false at the server's end.
  func receive(_ waiter: Waiter) throws(Interruption) -> Bool {
    _ = try waiter.readable(client: false, backend: socket)
    switch socket.receive() {
    case .bytes(let bytes): queue.append(bytes)
    case .nothing: break
    case .ended: return false
    }
    return true
  }
}
