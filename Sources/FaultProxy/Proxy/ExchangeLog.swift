import Support

/// The requests in the order of their arrival; lets a test wait for one.
final class ExchangeLog: Sendable {
  private struct Waiter {
    let id: Int
    let condition: @Sendable ([ExchangeRecord]) -> Bool
    let continuation: CheckedContinuation<[ExchangeRecord], Never>
  }

  private struct State {
    var records: [ExchangeRecord] = []
    var waiters: [Waiter] = []
    var nextID = 0

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

  /// Returns once `condition` holds, or when the task is cancelled: a test that waits in vain ends with its time limit.
  func wait(until condition: @escaping @Sendable ([ExchangeRecord]) -> Bool) async -> [ExchangeRecord] {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Waiter(id: id, condition: condition, continuation: continuation)
        let records: [ExchangeRecord]? = state.withLock { state in
          if condition(state.records) || Task.isCancelled { return state.records }
          state.waiters.append(waiter)
          return nil
        }
        if let records { continuation.resume(returning: records) }
      }
    } onCancel: {
      let (waiter, records) = state.withLock { state in
        let index = state.waiters.firstIndex { $0.id == id }
        return (index.map { state.waiters.remove(at: $0) }, state.records)
      }
      waiter?.continuation.resume(returning: records)
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
