import FaultProxy
import KubeCore

/// What the proxy had seen before a fault.
struct Before {
  let proxy: FaultProxy
  let count: Int
  private let records: [ExchangeRecord]
  private let connections: Int

  init(_ proxy: FaultProxy) {
    self.proxy = proxy
    records = proxy.exchanges
    count = records.count
    connections = proxy.connectionCount
  }

  /// Returns once the client has met the fault.
  func wait(for sign: FaultCase.Sign, _ follower: Follower<ConfigMap>, _ churn: inout Churn) async throws {
    switch sign {
    case .requests(let pattern, let more):
      await proxy.requests(pattern, atLeast: records.count { pattern.matches($0.request) } + more)
    case .ended(let pattern, let more):
      let ended = records.count { pattern.matches($0.request) && $0.ending != .open }
      await proxy.ended(pattern, atLeast: ended + more)
    case .connections(let more): await proxy.connections(atLeast: connections + more)
    case .arrival: await follower.arrival(of: try await churn.mark())
    }
  }
}

extension FaultyServer {
  /// Ends all that goes wrong. A stream keeps the rules under which it was opened: every connection is cut.
  ///
  /// Where changes were lost, the next watch is told that it is too old: returns once the list that follows is asked
  /// for. Without that nothing would bring them.
  func heal(_ follower: Follower<ConfigMap>, losesChanges: Bool) async {
    proxy.removeRules()
    let before = Self.lists(proxy.exchanges)
    if losesChanges { proxy.add(.expiresOnce) }
    proxy.cutConnections(.reset)
    if losesChanges { await proxy.exchanges(until: { Self.lists($0) > before }) }
  }

  /// How many lists were asked for, streamed or plain.
  private static func lists(_ records: [ExchangeRecord]) -> Int {
    records.count { RequestPattern.streamedLists.matches($0.request) || RequestPattern.lists.matches($0.request) }
  }
}
