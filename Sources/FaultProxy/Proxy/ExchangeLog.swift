import Support

/// The requests in the order of their arrival; lets a test wait for one.
final class ExchangeLog: Sendable {
  private struct Waiter {
    let condition: @Sendable ([ExchangeRecord]) -> Bool
    let continuation: CheckedContinuation<[ExchangeRecord], Never>
  }

  private struct State {
    var records: [ExchangeRecord] = []
    var waiters: [Waiter] = []

    mutating func ready() -> [Waiter] {
      let records = records
      let ready = waiters.filter { $0.condition(records) }
      if !ready.isEmpty { waiters.removeAll { $0.condition(records) } }
      return ready
    }
  }

  private let state = Lock(State())

  var records: [ExchangeRecord] { state.withLock { $0.records } }

  func begin(_ record: ExchangeRecord) -> Int {
    change { $0.append(record) } - 1
  }

  func update(_ index: Int, _ body: @Sendable (inout ExchangeRecord) -> Void) {
    _ = change { body(&$0[index]) }
  }

  func wait(until condition: @escaping @Sendable ([ExchangeRecord]) -> Bool) async -> [ExchangeRecord] {
    await withCheckedContinuation { continuation in
      let waiter = Waiter(condition: condition, continuation: continuation)
      let records: [ExchangeRecord]? = state.withLock { state in
        if condition(state.records) { return state.records }
        state.waiters.append(waiter)
        return nil
      }
      if let records { continuation.resume(returning: records) }
    }
  }

  /// How many records there are then.
  private func change(_ body: @Sendable (inout [ExchangeRecord]) -> Void) -> Int {
    let (count, ready, records) = state.withLock { state in
      body(&state.records)
      return (state.records.count, state.ready(), state.records)
    }
    for waiter in ready { waiter.continuation.resume(returning: records) }
    return count
  }
}
