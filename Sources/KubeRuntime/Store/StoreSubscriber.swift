package import KubeCore
import Support

/// One reader of a Store's changes; one task takes them in batches.
package final class StoreSubscriber<Object: Resource>: Sendable {
  private let queue: Lock<DeltaQueue<Object>>
  private let arrival = Signal()

  init(limit: Int) { queue = Lock(DeltaQueue(limit: limit)) }

  /// Waits for deltas and takes at most `max`; `nil` when the task is cancelled.
  package func next(max: Int = 1000) async -> StoreBatch<Object>? {
    while !Task.isCancelled {
      if let batch = takeAvailable(max: max) { return batch }
      await arrival.wait()
    }
    return nil
  }

  /// What is there without waiting; `nil` where there is nothing.
  @specialized(where Object == Pod)
  package func takeAvailable(max: Int = 1000) -> StoreBatch<Object>? {
    let (deltas, isCoalesced, isListed) = queue.withLock { queue in
      let (isCoalesced, isListed) = (queue.isCoalescing, queue.isListed)
      return (queue.take(max), isCoalesced, isListed)
    }
    return deltas.isEmpty
      ? nil : StoreBatch(deltas: deltas.map { $0.delivered }, isCoalesced: isCoalesced, isListed: isListed)
  }

  func publish(_ deltas: [StoredDelta<Object>], isListed: Bool) {
    queue.withLock { queue in
      for delta in deltas { queue.append(delta) }
      queue.isListed = queue.isListed || isListed
    }
    arrival.fire()
  }
}
