import Support

/// Stands between a client and an API server, both speaking plain HTTP/1.1, and does what rules say: a test tool.
///
/// The same rules, seed and requests make the same run. What tests wait for they wait for without a clock: latches that
/// they open, and the log of requests.
package final class FaultProxy: Sendable {
  private let door: FrontDoor
  private let script: FaultScript
  private let log: ExchangeLog

  /// `olderBackend` is a second server that lags behind, for ``Fault/olderBackend``.
  package init(backend: Endpoint, olderBackend: Endpoint? = nil, seed: UInt64 = 1) throws(SocketError) {
    let script = FaultScript(seed: seed)
    let log = ExchangeLog()
    let backends = [backend] + (olderBackend.map { [$0] } ?? [])
    self.script = script
    self.log = log
    door = try FrontDoor { number in
      { waiter in
        ClientConnection(number: number, waiter: waiter, backends: backends, script: script, log: log).serve()
      }
    }
  }

  deinit {
    door.close()
    door.cut(.end)
  }

  package var port: UInt16 { door.port }
  package var url: String { "http://127.0.0.1:\(door.port)" }

  // MARK: Rules

  package func add(_ rule: FaultRule) { script.add(rule) }

  package func add(_ pattern: RequestPattern, _ occurrence: Occurrence = .all, _ faults: Fault...) {
    var rule = FaultRule(pattern, occurrence)
    rule.faults = faults
    script.add(rule)
  }

  package func removeRules() { script.removeAll() }

  // MARK: The server as a whole

  /// Connections are refused from now on; those that are open stay.
  package func refuseConnections() { door.close() }
  /// Listens again, on the same port.
  package func acceptConnections() throws(SocketError) { try door.open() }
  package func cutConnections(_ cut: Cut) { door.cut(cut) }
  /// As a server that was killed: every connection is reset, and new ones are refused.
  package func kill() {
    door.close()
    door.cut(.reset)
  }
  /// As a stopped process: connections are accepted by the kernel and stay open, and no byte moves.
  package func freeze() { door.setFrozen(true) }
  package func thaw() { door.setFrozen(false) }

  // MARK: What it saw

  /// How many connections were accepted.
  package var connectionCount: Int { door.connectionCount }
  package var openConnections: Int { door.openConnections }
  package var exchanges: [ExchangeRecord] { log.records }

  /// Returns once so many connections were accepted, whether anything came over them or not.
  package func connections(atLeast count: Int) async { await door.connections(atLeast: count) }

  package func exchanges(_ pattern: RequestPattern) -> [ExchangeRecord] {
    log.records.filter { pattern.matches($0.request) }
  }

  /// Returns once `count` requests that match have arrived.
  @discardableResult
  package func requests(_ pattern: RequestPattern, atLeast count: Int) async -> [ExchangeRecord] {
    await log.wait { records in records.count { pattern.matches($0.request) } >= count }
      .filter { pattern.matches($0.request) }
  }

  /// Returns once `condition` holds for what was asked so far.
  package func exchanges(until condition: @escaping @Sendable ([ExchangeRecord]) -> Bool) async {
    _ = await log.wait(until: condition)
  }

  /// Returns once `count` requests that match have ended in some way.
  @discardableResult
  package func ended(_ pattern: RequestPattern, atLeast count: Int) async -> [ExchangeRecord] {
    await log.wait { records in records.count { pattern.matches($0.request) && $0.ending != .open } >= count }
      .filter { pattern.matches($0.request) && $0.ending != .open }
  }
}
