import Support

/// What is to be done when, in the order of time and, at the same time, of entry.
struct Agenda<Entry: Hashable & Sendable>: Sendable {
  private struct Item {
    var time: Timestamp
    var entry: Entry
  }

  private var items: [Item] = []
  private var waiting: Set<Entry> = []

  /// When the next entry is due.
  var next: Timestamp? { items.first?.time }

  func contains(_ entry: Entry) -> Bool { waiting.contains(entry) }

  /// Enters something to do; an entry that is waiting already keeps its time.
  mutating func add(_ entry: Entry, at time: Timestamp) {
    guard waiting.insert(entry).inserted else { return }
    let index = items.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
    items.insert(Item(time: time, entry: entry), at: index)
  }

  /// Takes the first entry that is due.
  mutating func take(until time: Timestamp) -> (time: Timestamp, entry: Entry)? {
    guard let first = items.first, first.time <= time else { return nil }
    items.removeFirst()
    waiting.remove(first.entry)
    return (first.time, first.entry)
  }
}

extension Timestamp {
  /// The moment `milliseconds` later.
  func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
    let nanoseconds = Int64(nanoseconds) + milliseconds % 1000 * 1_000_000
    let whole = advanced(bySeconds: milliseconds / 1000 + nanoseconds / 1_000_000_000)
    return Timestamp(seconds: whole.seconds, nanoseconds: Int32(nanoseconds % 1_000_000_000))
  }

  /// As `metav1.Time` is written: whole seconds, UTC.
  var text: Tree { .string(Timestamp(seconds: seconds).rfc3339(offsetSeconds: 0)) }
}
