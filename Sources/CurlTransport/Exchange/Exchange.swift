internal import KubeClient
internal import Support

/// One request and its response: what the thread of the transport and the tasks that wait for it share.
///
/// The thread puts bytes in and says how it ended; a task takes them out. Whatever arrived before a failure is handed
/// over before the failure, so that a watch can resume from the last event that came. After cancelling there is nothing.
final class Exchange: Sendable {
  typealias HeadResult = Result<ResponseHead, TransportError>
  typealias BodyResult = Result<[UInt8]?, TransportError>

  /// How it ended: `nil` for a body that is complete.
  struct End: Sendable {
    var failure: TransportError?
  }

  struct State {
    var head: ResponseHead?
    var end: End?
    var buffer: [UInt8] = []
    /// What the last piece held: the next one will be about as large.
    var expected = 0
    var headWaiter: CheckedContinuation<HeadResult, Never>?
    var bodyWaiter: CheckedContinuation<BodyResult, Never>?
  }

  let request: HTTPRequest
  let target: RequestURL
  let proxy: ProxyRoute?
  let state = Lock(State())

  /// Refuses what cannot be sent before any connection is made.
  init(_ request: HTTPRequest) throws(TransportError) {
    self.request = request
    target = try RequestURL(request.url)
    proxy = try ProxyRoute(request.proxy, to: target)
    try HeaderCheck.check(request.headers)
    if let name = request.tls.serverName, HostAndPort(name) == nil, NetworkAddress(name) == nil {
      throw TransportError(.invalidRequest, "the server name is no host name")
    }
  }

  var hasEnded: Bool { state.withLock { $0.end != nil } }
}
