/// Keys with a time, earliest first; each key once, at its earliest time (client-go `waitForPriorityQueue`).
struct DelayedKeys<Key: Hashable & Sendable>: Sendable {
  private struct Entry: Sendable {
    let due: Duration
    /// Keys of one time come in the order in which they were put.
    let order: UInt64
    let key: Key

    func isBefore(_ other: Entry) -> Bool { (due, order) < (other.due, other.order) }
  }

  /// A binary heap. An entry whose time is not its key's any more was overtaken by an earlier one.
  private var heap: [Entry] = []
  private var dues: [Key: Duration] = [:]
  private var nextOrder: UInt64 = 0

  var count: Int { dues.count }
  /// When the first key is due.
  var firstDue: Duration? { heap.first?.due }

  mutating func put(_ key: Key, due: Duration) {
    if let known = dues[key], known <= due { return }
    dues[key] = due
    heap.append(Entry(due: due, order: nextOrder, key: key))
    nextOrder &+= 1
    siftUp()
  }

  /// Takes the first key that is due.
  mutating func pop(at now: Duration) -> Key? {
    while let first = heap.first, first.due <= now {
      removeFirst()
      if dues[first.key] == first.due {
        dues[first.key] = nil
        return first.key
      }
    }
    return nil
  }

  mutating func removeAll() {
    heap.removeAll()
    dues.removeAll()
  }

  private mutating func siftUp() {
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
