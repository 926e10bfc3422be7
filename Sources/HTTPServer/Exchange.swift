internal import CMicrohttpd
internal import Support

/// One request and its answer, between the server's threads and the handler's task.
final class Exchange: Sendable {
  private enum Phase {
    case begun
    case receiving
    /// Suspended until the handler has answered.
    case handling
    case answered(ServerResponse)
    case queued
    case over
  }

  private struct State {
    var phase = Phase.begun
    var connection: Connection?
    var descriptor: Int32 = -1
    var request: ServerRequest
    var isTargetBroken = false
    var excess = 0
    var isAborted = false
    var task: Task<Void, Never>?
    var stream: ResponseStream?
  }

  let identifier: UInt64
  private let server: HTTPServer
  private let state: Lock<State>

  init(identifier: UInt64, server: HTTPServer, target: String) {
    self.identifier = identifier
    self.server = server
    let target = RequestTarget(target)
    var request = ServerRequest(method: "", path: target?.path ?? "/")
    request.query = target?.query ?? []
    state = Lock(State(request: request, isTargetBroken: target == nil))
  }

  /// Takes a part of the body; what is beyond the limit is thrown away, and a flood cut off.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let limit = server.configuration.bodyLimit
    let part = [UInt8](bytes)
    return state.withLock { state in
      if state.excess == 0, state.request.body.count + part.count <= limit {
        state.request.body += part
        return !state.isAborted
      }
      state.request.body = []
      state.excess += part.count
      return !state.isAborted && state.excess <= 2 * limit + (16 << 20)
    }
  }

  /// libmicrohttpd's next step; false closes the connection.
  func advance(_ connection: Connection, method: String) -> Bool {
    let step = state.withLock { state -> Step in
      if state.isAborted { return .close }
      switch state.phase {
      case .begun:
        state.phase = .receiving
        return .readHead
      case .receiving:
        if state.isTargetBroken { return .refuse(400) }
        return state.excess > 0 ? .refuse(413) : .handle
      case .answered(let response):
        state.phase = .queued
        return .queue(response)
      case .handling, .queued, .over: return .close
      }
    }
    switch step {
    case .close: return false
    case .readHead: readHead(connection, method: method)
    case .refuse(let status): return refuse(connection, status)
    case .handle: return handle(connection)
    case .queue(let response): return queue(response, on: connection)
    }
    return true
  }

  private enum Step {
    case close, readHead
    case refuse(Int)
    case handle
    case queue(ServerResponse)
  }

  private func readHead(_ connection: Connection, method: String) {
    let headers = connection.headers()
    let subject = server.asksForCertificates ? connection.clientSubject() : nil
    state.withLock { state in
      state.request.method = method
      state.request.headers = headers
      state.request.clientSubject = subject
      state.connection = connection
      state.descriptor = connection.descriptor
    }
  }

  private func refuse(_ connection: Connection, _ status: Int) -> Bool {
    state.withLock { $0.phase = .queued }
    return connection.queue(ServerResponse(status: status, headers: [HeaderField("Connection", "close")]), block: 1024)
  }

  private func handle(_ connection: Connection) -> Bool {
    let request = state.withLock { state -> ServerRequest? in
      guard !state.isAborted else { return nil }
      state.phase = .handling
      connection.suspend()
      defer { state.request.body = [] }
      return state.request
    }
    guard let request else { return false }
    server.hangups.add(connection.descriptor, identifier)
    let task = Task { [server] in answer(await server.handler(request)) }
    let isUnwanted = state.withLock { state in
      if case .handling = state.phase, !state.isAborted { state.task = task }
      return state.isAborted
    }
    if isUnwanted { task.cancel() }
    return true
  }

  private func answer(_ response: ServerResponse) {
    let (connection, unwanted) = state.withLock { state -> (Connection?, ServerResponse?) in
      state.task = nil
      guard case .handling = state.phase, !state.isAborted else { return (nil, response) }
      state.phase = .answered(response)
      return (state.connection, nil)
    }
    connection?.resume()
    if case .stream(let stream)? = unwanted?.body { stream.close() }
  }

  private func queue(_ response: ServerResponse, on connection: Connection) -> Bool {
    var response = response
    if server.isStopping { response.headers.append(HeaderField("Connection", "close")) }
    if case .stream(let stream) = response.body {
      state.withLock { $0.stream = stream }
      stream.attach(to: connection, limit: server.configuration.streamLimit)
    }
    return connection.queue(response, block: HTTPServer.blockSize)
  }
}

extension Exchange {
  /// The client has gone, or the server does not wait any longer: ends the handler's task and the connection.
  func abort() {
    let (connection, task, stream) = state.withLock { state -> (Connection?, Task<Void, Never>?, ResponseStream?) in
      if case .over = state.phase { return (nil, nil, nil) }
      if state.isAborted { return (nil, nil, nil) }
      state.isAborted = true
      let task = state.task
      state.task = nil
      if case .handling = state.phase { return (state.connection, task, nil) }
      // Not suspended by this exchange: a broken socket makes the server notice.
      cmhd_break(state.descriptor)
      return (nil, task, state.stream)
    }
    task?.cancel()
    stream?.abort()
    connection?.resume()
  }

  /// The connection is not touched from now on.
  func complete() {
    let (descriptor, task, stream) = state.withLock { state in
      let found = (state.descriptor, state.task, state.stream ?? Self.unsentStream(state.phase))
      state.phase = .over
      state.connection = nil
      state.descriptor = -1
      state.task = nil
      state.stream = nil
      return found
    }
    if descriptor >= 0 { server.hangups.remove(descriptor) }
    task?.cancel()
    stream?.close()
  }

  /// The stream of an answer that never was sent.
  private static func unsentStream(_ phase: Phase) -> ResponseStream? {
    if case .answered(let response) = phase, case .stream(let stream) = response.body { stream } else { nil }
  }

  /// libmicrohttpd has let go of it.
  func finish() { server.end(self) }
}
