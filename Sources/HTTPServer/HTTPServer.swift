internal import CMicrohttpd
internal import Support

/// An HTTP/1.1 server over libmicrohttpd, with TLS by GnuTLS: for the operator's metrics and probes, and for the
/// development API server.
///
/// Requests are handed to `handler` whole, each in a task of its own, which is cancelled when the client goes away.
package final class HTTPServer: Sendable {
  package typealias Handler = @Sendable (ServerRequest) async -> ServerResponse

  private struct State {
    var server: ServerPointer?
    var port: UInt16 = 0
    var isStarted = false
    var isStopping = false
    /// From here on a request that arrives is not answered.
    var isDrained = false
    var nextIdentifier: UInt64 = 1
    var exchanges: [UInt64: Exchange] = [:]
    var drainWaiter: CheckedContinuation<Void, Never>?
  }

  static let blockSize = 256 << 10

  package let configuration: ServerConfiguration
  let handler: Handler
  let hangups: HangupMonitor
  private let state = Lock(State())

  /// Throws when the system has no descriptors left.
  package init(configuration: ServerConfiguration, handler: @escaping Handler) throws(ServerError) {
    guard let hangups = HangupMonitor() else { throw .cannotStart }
    self.configuration = configuration
    self.handler = handler
    self.hangups = hangups
  }

  /// The port that was chosen; 0 before ``start()``.
  package var port: UInt16 { state.withLock { $0.port } }
  /// Connections with a request that is being answered, idle watches among them.
  package var exchangeCount: Int { state.withLock { $0.exchanges.count } }

  var isStopping: Bool { state.withLock { $0.isStopping } }
  var asksForCertificates: Bool { configuration.tls?.clientAuthorities != nil }

  /// Listens and answers from now on. A server starts once.
  package func start() throws(ServerError) {
    let isFirst = state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted
    }
    guard isFirst else { throw .alreadyStarted }
    var port: UInt16 = 0
    let socket = cmhd_listen(configuration.address, configuration.port, &port)
    guard socket >= 0 else {
      throw .cannotListen(address: configuration.address, port: configuration.port, errno: -socket)
    }
    guard hangups.start({ [weak self] in self?.exchange($0)?.abort() }) else {
      cmhd_close(socket)
      throw .cannotStart
    }
    guard let server = ServerPointer(socket: socket, configuration, owner: self) else {
      cmhd_close(socket)
      hangups.stop()
      throw .cannotStart
    }
    state.withLock { state in
      state.server = server
      state.port = port
    }
  }

  /// Accepts no connection any more, answers what has begun with `Connection: close`, and returns when all is closed.
  ///
  /// Gracefully, it waits for handlers and streams: whoever writes streams finishes them first. Otherwise they are cut.
  package func stop(gracefully: Bool = true) async {
    let server = state.withLock { state -> ServerPointer? in
      guard !state.isStopping else { return nil }
      state.isStopping = true
      return state.server
    }
    guard let server else { return }
    server.stopListening()
    if !gracefully { abortAll() }
    await drain()
    await withCheckedContinuation { continuation in
      let work: @Sendable () -> Void = { [hangups] in
        server.stop()
        hangups.stop()
        continuation.resume()
      }
      if let thread = ServerThread(work) { thread.detach() } else { work() }
    }
    Unmanaged.passUnretained(self).release()
  }

  /// Cuts every exchange that is running, and goes on.
  package func abortAll() {
    for exchange in state.withLock({ Array($0.exchanges.values) }) { exchange.abort() }
  }

  private func drain() async {
    await withCheckedContinuation { continuation in
      let isDrained = state.withLock { state in
        if state.exchanges.isEmpty { state.isDrained = true } else { state.drainWaiter = continuation }
        return state.isDrained
      }
      if isDrained { continuation.resume() }
    }
  }
}

extension HTTPServer {
  private func exchange(_ identifier: UInt64) -> Exchange? { state.withLock { $0.exchanges[identifier] } }

  func begin(target: String) -> Exchange? {
    let identifier = state.withLock { state -> UInt64? in
      guard !state.isDrained else { return nil }
      defer { state.nextIdentifier += 1 }
      return state.nextIdentifier
    }
    guard let identifier else { return nil }
    let exchange = Exchange(identifier: identifier, server: self, target: target)
    return state.withLock { state in
      guard !state.isDrained else { return nil }
      state.exchanges[identifier] = exchange
      return exchange
    }
  }

  func end(_ exchange: Exchange) {
    exchange.complete()
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.exchanges[exchange.identifier] = nil
      guard state.exchanges.isEmpty, let waiter = state.drainWaiter else { return nil }
      state.isDrained = true
      state.drainWaiter = nil
      return waiter
    }
    waiter?.resume()
  }
}
