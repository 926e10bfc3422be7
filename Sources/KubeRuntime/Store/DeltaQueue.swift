import KubeCore

/// Deltas that one subscriber has not yet taken, in bounded memory.
///
/// Up to `limit` every delta is kept, in order. Beyond, the subscriber lags: deltas of one object fold into one, so that
/// there are never more than there are objects (those of undelivered deletions counted), and order holds per object only.
struct DeltaQueue<Object: Resource>: Sendable {
  private let limit: Int
  private var deltas: [StoredDelta<Object>?] = []
  private var head = 0
  /// Where the delta of an object lies, kept while the subscriber lags.
  private var places: [ObjectKey: Int]?
  /// Deltas that folding took away.
  private var gaps = 0
  /// Whether some of what waits comes from a list.
  var isListed = false

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { count == 0 }
  var count: Int { deltas.count - head - gaps }
  var isCoalescing: Bool { places != nil }

  mutating func append(_ delta: StoredDelta<Object>) {
    if places == nil, count >= limit { startCoalescing() }
    guard places != nil else {
      deltas.append(delta)
      return
    }
    appendCoalescing(delta)
  }

  /// The oldest `max` deltas.
  mutating func take(_ max: Int) -> [StoredDelta<Object>] {
    var taken: [StoredDelta<Object>] = []
    taken.reserveCapacity(Swift.min(max, count))
    while head < deltas.count, taken.count < max {
      if let delta = deltas[head] {
        taken.append(delta)
        if places != nil, let key = delta.subject?.object.key, places?[key] == head { places?[key] = nil }
      } else {
        gaps -= 1
      }
      deltas[head] = nil
      head += 1
    }
    if head == deltas.count {
      deltas.removeAll(keepingCapacity: deltas.count <= limit)
      (head, gaps, places) = (0, 0, nil)
      isListed = false
    } else if places == nil, head > deltas.count / 2 {
      deltas.removeFirst(head)
      head = 0
    }
    return taken
  }

  private mutating func startCoalescing() {
    let waiting = deltas[head...]
    (deltas, head, gaps, places) = ([], 0, 0, [:])
    for case .some(let delta) in waiting { appendCoalescing(delta) }
  }

  private mutating func appendCoalescing(_ delta: StoredDelta<Object>) {
    guard let key = delta.subject?.object.key else {
      deltas.append(delta)
      return
    }
    guard let place = places?[key], let earlier = deltas[place] else {
      places?[key] = deltas.count
      deltas.append(delta)
      reclaim()
      return
    }
    if let folded = earlier.folded(with: delta) {
      // A recreation stays two deltas: the later one goes behind.
      if case .deleted = earlier, case .added = folded {
        places?[key] = deltas.count
        deltas.append(folded)
      } else {
        deltas[place] = folded
      }
    } else {
      deltas[place] = nil
      gaps += 1
      places?[key] = nil
    }
    reclaim()
  }

  /// Drops what is taken or folded away once it is most of the array.
  private mutating func reclaim() {
    guard gaps + head > limit, gaps + head > deltas.count / 2 else { return }
    let waiting = deltas[head...].compactMap(\.self)
    (deltas, head, gaps, places) = (waiting, 0, 0, [:])
    for (index, delta) in waiting.enumerated() {
      if let key = delta.subject?.object.key { places?[key] = index }
    }
  }
}
