internal import CCurl
internal import KubeClient

/// The thread of the transport: it owns all that belongs to libcurl, waits for sockets, timers and commands at once,
/// and does nothing in between but copy bytes.
///
/// Several multi handles share one epoll (`curl_multi_socket_action`), so that each pool keeps its connections to
/// itself; `curl_multi_poll` waits for one handle only, and 7.88 has no `curl_multi_waitfds`.
final class TransferLoop {
  let configuration: CurlConfiguration
  let mailbox: Mailbox
  let poller: Poller
  let turn = Turn()
  private let liveness: LivenessOptions
  var pools: [ConnectionPool] = []
  var transfers: [ObjectIdentifier: (Transfer, ConnectionPool)] = [:]
  /// When the first transfer or pool may run out of time, or sooner.
  var nextCheck: ContinuousClock.Instant?
  private var lastTag = TransferLoop.mailboxTag

  static let mailboxTag: UInt32 = 0

  init(_ mailbox: Mailbox, _ poller: Poller, _ configuration: CurlConfiguration) {
    self.mailbox = mailbox
    self.poller = poller
    self.configuration = configuration
    liveness = LivenessOptions(configuration.liveness)
  }

  /// Runs until the mailbox says shutdown.
  func run() {
    while takeTurn() {}
    for (transfer, pool) in transfers.values {
      pool.remove(transfer)
      transfer.exchange.end(TransportError(.closed, "the transport was shut down"))
    }
    transfers = [:]
    pools = []
  }

  /// `false` after a shutdown.
  private func takeTurn() -> Bool {
    let ready = poller.wait(waitingTime)
    turn.begin()
    var hasCommands = false
    for entry in ready {
      if entry.tag == Self.mailboxTag {
        hasCommands = true
      } else {
        pools.first { $0.tag == entry.tag }?.act(on: entry)
      }
    }
    if hasCommands {
      for command in mailbox.take() where !obey(command) { return false }
    }
    let now = ContinuousClock.now
    for pool in pools { pool.actOnTimer(at: now) }
    turn.deliver()
    for pool in pools {
      while let (transfer, result) = pool.nextEnded() { end(transfer, transfer.failure(result)) }
    }
    for transfer in turn.takeBroken() {
      end(transfer, TransportError(.connectionLost, "the kernel does not let us wait for a socket"))
    }
    checkTimes()
    if turn.isTrickle, transfers.values.allSatisfy({ $0.0.exchange.request.pool == .watch }) { gather() }
    return true
  }

  /// Lets events of watches collect, so that a busy cluster does not wake this thread and a reader for each. Commands
  /// end it; nothing but watches is under way.
  private func gather() {
    poller.wait(for: mailbox.descriptor, configuration.gathering)
  }

  private var waitingTime: Duration? {
    var next = nextCheck
    for case let timer? in pools.lazy.map(\.timer) { next = min(next ?? timer, timer) }
    return next.map { $0 - .now }
  }

  private func obey(_ command: Mailbox.Command) -> Bool {
    switch command {
    case .start(let exchange): start(exchange)
    case .stop(let exchange):
      if let (transfer, pool) = transfers.removeValue(forKey: ObjectIdentifier(exchange)) { pool.remove(transfer) }
    case .shutdown: return false
    }
    return true
  }

  private func start(_ exchange: Exchange) {
    if exchange.hasEnded { return }
    do throws(TransportError) {
      let transfer = try Transfer(exchange, configuration, liveness, turn: turn)
      let pool = try pool(for: exchange.request)
      guard pool.add(transfer) else { throw TransportError(.connectionLost, "libcurl takes no more transfers") }
      transfers[ObjectIdentifier(exchange)] = (transfer, pool)
      if let deadline = transfer.deadline { nextCheck = min(nextCheck ?? deadline, deadline) }
    } catch {
      exchange.end(error)
    }
  }

  private func pool(for request: HTTPRequest) throws(TransportError) -> ConnectionPool {
    let key = ConnectionPool.Key(request)
    if let pool = pools.first(where: { $0.key == key }) { return pool }
    repeat { lastTag &+= 1 } while lastTag == Self.mailboxTag || pools.contains { $0.tag == lastTag }
    let pool = ConnectionPool(
      key, tag: lastTag, poller: poller, turn: turn, idleConnections: configuration.idleConnections)
    guard let pool else { throw TransportError(.connectionLost, "libcurl has no memory") }
    pools.append(pool)
    return pool
  }

  /// The connection is back in its pool, or closed, before the reader hears of the end.
  func end(_ transfer: Transfer, _ failure: TransportError?) {
    guard let (_, pool) = transfers.removeValue(forKey: ObjectIdentifier(transfer.exchange)) else { return }
    pool.remove(transfer)
    transfer.exchange.end(failure)
  }
}
