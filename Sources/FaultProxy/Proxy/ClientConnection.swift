/// Serves one client connection until it ends.
struct ClientConnection {
  let number: Int
  let waiter: Waiter
  let backends: [Endpoint]
  let script: FaultScript
  let log: ExchangeLog

  func serve() {
    var queue = ByteQueue()
    var backend: BackendConnection?
    do throws(Interruption) {
      while let head = try requestHead(&queue, &backend) {
        let body = try requestBody(head, &queue)
        guard try exchange(head, body, &backend) else { return }
      }
    } catch {
      if case .cut(.reset) = error { waiter.client.resetOnClose() }
    }
  }

  /// The next request's head; `nil` where the client is done, or sends no HTTP.
  private func requestHead(
    _ queue: inout ByteQueue, _ backend: inout BackendConnection?
  ) throws(Interruption) -> MessageHead? {
    while true {
      if let bytes = queue.take(through: MessageHead.end) { return MessageHead(bytes) }
      guard queue.count < MessageHead.limit else { return nil }
      switch try waiter.readable(client: true, backend: backend?.socket) {
      case .backend: backend = nil
      case .client: guard receive(&queue) else { return nil }
      }
    }
  }

  private func requestBody(_ head: MessageHead, _ queue: inout ByteQueue) throws(Interruption) -> [UInt8] {
    guard let framing = head.requestFraming else { throw .clientGone }
    if head["expect"]?.lowercased() == "100-continue" {
      try waiter.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...], to: waiter.client)
    }
    var decoder = BodyDecoder(framing)
    var body: [UInt8] = []
    while true {
      guard let bytes = decoder.next(from: &queue) else { throw .clientGone }
      body += bytes
      if decoder.isDone { return body }
      _ = try waiter.readable(client: true, backend: nil)
      guard receive(&queue) else { throw .clientGone }
    }
  }

  /// False where the client is gone.
  private func receive(_ queue: inout ByteQueue) -> Bool {
    switch waiter.client.receive() {
    case .bytes(let bytes): queue.append(bytes)
    case .nothing: break
    case .ended: return false
    }
    return true
  }

  /// Whether the connection can take another request.
  private func exchange(
    _ head: MessageHead, _ body: [UInt8], _ backend: inout BackendConnection?
  ) throws(Interruption) -> Bool {
    let words = head.words
    guard words.count == 3 else { return false }
    let request = ProxiedRequest(method: String(words[0]), target: String(words[1]), accept: head["accept"] ?? "")
    let index = log.begin(ExchangeRecord(request: request, connection: number))
    var exchange = Exchange(request, head: head, body: body, plan: script.plan(for: request), waiter: waiter)
    do throws(Interruption) {
      let isReusable = try answer(&exchange, &backend)
      record(exchange, .answered, index)
      return isReusable && !head.closes
    } catch {
      switch error {
      case .cut(let cut): record(exchange, .cut(cut), index)
      case .clientGone: record(exchange, .clientGone, index)
      case .backendGone: record(exchange, .backendGone, index)
      }
      throw error
    }
  }

  private func answer(_ exchange: inout Exchange, _ backend: inout BackendConnection?) throws(Interruption) -> Bool {
    if try exchange.begin() { return true }
    let endpoint = exchange.wantsOlderBackend ? backends[backends.count - 1] : backends[0]
    if backend?.endpoint != endpoint || backend?.isStale == true { backend = nil }
    guard let connection = backend ?? BackendConnection(to: endpoint) else { throw .backendGone }
    backend = connection
    try waiter.send(exchange.outgoing[...], to: connection.socket)
    let isReusable = try exchange.relay(from: connection)
    if !isReusable { backend = nil }
    return isReusable
  }

  private func record(_ exchange: Exchange, _ ending: ExchangeRecord.Ending, _ index: Int) {
    let (status, bytes, events) = (exchange.status, exchange.writer.sent, exchange.writer.events)
    log.update(index) { record in
      record.status = bytes > 0 ? status : nil
      record.bytes = bytes
      record.events = events
      record.ending = ending
    }
  }
}
