/// Carries the bytes of one connection both ways.
struct ByteRelay {
  let waiter: Waiter
  let backend: Endpoint
  let faults: [TCPFaultProxy.Fault]

  func run() {
    do throws(Interruption) {
      for fault in faults {
        switch fault {
        case .hold(let hold): try waiter.wait(for: hold)
        case .hangUp(let cut): throw .cut(cut)
        case .silence: try waiter.forever()
        default: break
        }
      }
      guard let server = Socket(connectingTo: backend) else { throw .cut(.reset) }
      if try !relay(server) { try waiter.forever() }
    } catch {
      if case .cut(.reset) = error { waiter.client.resetOnClose() }
    }
  }

  /// Returns when one side has ended; false where the client is to believe that nothing has.
  private func relay(_ server: Socket) throws(Interruption) -> Bool {
    var counts = [TCPFaultProxy.Direction.toServer: 0, .toClient: 0]
    while true {
      let isFromClient = try waiter.readable(client: true, backend: server) == .client
      let direction = isFromClient ? TCPFaultProxy.Direction.toServer : .toClient
      switch (isFromClient ? waiter.client : server).receive() {
      case .nothing: continue
      case .ended: return true
      case .bytes(let bytes):
        let before = counts[direction, default: 0]
        let limit = limit(direction)
        let passed = bytes.prefix(max(0, (limit?.after ?? .max) - before))
        try send(passed, direction, server)
        counts[direction] = before + passed.count
        guard let limit, before + passed.count >= limit.after else { continue }
        switch limit.end {
        case .cut(let cut): throw .cut(cut)
        case .freeze: try waiter.forever()
        case .halfOpen: return false
        }
      }
    }
  }

  private func send(
    _ bytes: ArraySlice<UInt8>, _ direction: TCPFaultProxy.Direction, _ server: Socket
  ) throws(Interruption) {
    guard direction == .toClient, let (size, pause) = trickle else {
      return try waiter.send(bytes, to: direction == .toClient ? waiter.client : server)
    }
    var rest = bytes
    while !rest.isEmpty {
      try waiter.send(rest.prefix(size), to: waiter.client)
      rest = rest.dropFirst(size)
      try waiter.wait(for: pause)
    }
  }

  private enum End {
    case cut(Cut)
    case freeze
    case halfOpen
  }

  private func limit(_ wanted: TCPFaultProxy.Direction) -> (after: Int, end: End)? {
    for fault in faults {
      switch fault {
      case .cut(wanted, let after, let cut): return (after, .cut(cut))
      case .freeze(wanted, let after): return (after, .freeze)
      case .halfOpen(wanted, let after): return (after, .halfOpen)
      default: continue
      }
    }
    return nil
  }

  private var trickle: (Int, Hold)? {
    for case .trickle(let bytes, let pause) in faults { return (max(1, bytes), pause) }
    return nil
  }
}
