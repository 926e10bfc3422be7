internal import CCurl
internal import KubeClient

/// The connections of one kind of request and one set of TLS settings: a multi handle of its own.
///
/// libcurl reuses any fitting connection of a multi handle, and 7.88 does not compare client keys when it looks for one
/// (`Curl_ssl_config_matches`). So what must not share a connection does not share a multi handle.
final class ConnectionPool {
  struct Key: Hashable {
    var kind: HTTPRequest.Pool
    var tls: TLSSettings

    /// Watches never reuse a connection; one handle does for all.
    init(_ request: HTTPRequest) {
      kind = request.pool
      tls = request.pool == .watch ? TLSSettings() : request.tls
    }
  }

  let key: Key
  /// Tells its sockets from those of others.
  let tag: UInt32
  private let multi: MultiHandle
  private let poller: Poller
  private let turn: Turn
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
  /// When libcurl wants to be called again.
  private(set) var timer: ContinuousClock.Instant?
  private(set) var lastUse: ContinuousClock.Instant

  /// `nil` when there is no memory.
  init?(_ key: Key, tag: UInt32, poller: Poller, turn: Turn, idleConnections: Int) {
    guard let multi = MultiHandle() else { return nil }
    self.key = key
    self.tag = tag
    self.multi = multi
    self.poller = poller
    self.turn = turn
    lastUse = turn.now
    ccurl_multi_set_long(self.multi.pointer, CURLMOPT_MAXCONNECTS, idleConnections)
    ccurl_multi_set_callbacks(
      self.multi.pointer, watchSocket, armTimerOfPool, Unmanaged.passUnretained(self).toOpaque())
  }

  var isIdle: Bool { transfers.isEmpty }

  func add(_ transfer: Transfer) -> Bool {
    lastUse = turn.now
    guard multi.add(transfer.easy) else { return false }
    transfers[transfer.easy.pointer] = transfer
    return true
  }

  /// The connection is closed unless the response is complete.
  func remove(_ transfer: Transfer) {
    lastUse = turn.now
    multi.remove(transfer.easy)
    transfers[transfer.easy.pointer] = nil
  }

  func act(on ready: ccurl_readiness) {
    var mask: Int32 = 0
    if ready.input { mask |= CURL_CSELECT_IN }
    if ready.output { mask |= CURL_CSELECT_OUT }
    if ready.failure { mask |= CURL_CSELECT_ERR }
    multi.act(on: ready.descriptor, mask)
  }

  func actOnTimer(at now: ContinuousClock.Instant) {
    guard let timer, timer <= now else { return }
    self.timer = nil
    multi.actOnTimer()
  }

  /// The next transfer that has ended, no longer here.
  func nextEnded() -> (Transfer, CURLcode)? {
    while let (easy, result) = multi.nextEnded() {
      guard let transfer = transfers[easy] else { continue }
      return (transfer, result)
    }
    return nil
  }

  fileprivate func watch(_ socket: Int32, _ what: Int32, for easy: UnsafeMutableRawPointer?) {
    let input = what == CURL_POLL_IN || what == CURL_POLL_INOUT
    let output = what == CURL_POLL_OUT || what == CURL_POLL_INOUT
    let isWatched = poller.watch(socket, tag: tag, input: input, output: output)
    if !isWatched, let transfer = easy.flatMap({ transfers[$0] }) { turn.noteBroken(transfer) }
  }

  fileprivate func armTimer(_ milliseconds: Int) {
    timer = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
  }
}

private func watchSocket(
  _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32, _ context: UnsafeMutableRawPointer?,
  _ own: UnsafeMutableRawPointer?
) -> Int32 {
  if let context { Unmanaged<ConnectionPool>.fromOpaque(context).takeUnretainedValue().watch(socket, what, for: easy) }
  return 0
}

private func armTimerOfPool(
  _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  if let context { Unmanaged<ConnectionPool>.fromOpaque(context).takeUnretainedValue().armTimer(milliseconds) }
  return 0
}
