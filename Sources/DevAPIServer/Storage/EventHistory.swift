/// The last changes of one resource, oldest first.
struct EventHistory: Sendable {
  private var events: [StoreEvent] = []
  private var first = 0
  /// Changes up to this revision are forgotten: nobody can go on from before it.
  private(set) var compacted: UInt64

  init(compacted: UInt64) { self.compacted = compacted }

  mutating func append(_ event: StoreEvent, limit: Int) {
    events.append(event)
    while events.count - first > max(limit, 1) {
      compacted = events[first].revision
      first += 1
    }
    if first > 256, first * 2 > events.count {
      events.removeFirst(first)
      first = 0
    }
  }

  mutating func compact(to revision: UInt64) {
    compacted = max(compacted, revision)
    events = events[first...].filter { $0.revision > revision }
    first = 0
  }

  /// The changes after `revision`; `nil` where some of them are forgotten.
  func events(after revision: UInt64) -> ArraySlice<StoreEvent>? {
    guard revision >= compacted else { return nil }
    var low = first
    var high = events.count
    while low < high {
      let middle = low + (high - low) / 2
      if events[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return events[low...]
  }
}
