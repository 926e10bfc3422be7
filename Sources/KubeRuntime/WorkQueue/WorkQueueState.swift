/// The rules of client-go's work queue as one value (`util/workqueue/queue.go`): a key is queued once however often it
/// is added, is never handed out twice at a time, and comes again when it was added while in work.
struct WorkQueueState<Key: Hashable & Sendable>: Sendable {
  private(set) var queue = FIFO<Key>()
  /// In need of work: queued, or to be queued when the work on it is done.
  private(set) var dirty: Set<Key> = []
  private(set) var processing: Set<Key> = []
  private(set) var isShuttingDown = false
  var delayed = DelayedKeys<Key>()
  var limiter: RetryLimiter<Key>

  init(limiter: RetryLimiter<Key>) { self.limiter = limiter }

  /// Nothing waits and nothing is in work.
  var isDrained: Bool { queue.isEmpty && processing.isEmpty }

  /// Whether the key was news.
  @discardableResult
  mutating func add(_ key: Key) -> Bool {
    guard !isShuttingDown, dirty.insert(key).inserted else { return false }
    if !processing.contains(key) { queue.push(key) }
    return true
  }

  mutating func take() -> Key? {
    guard let key = queue.pop() else { return nil }
    processing.insert(key)
    dirty.remove(key)
    return key
  }

  mutating func done(_ key: Key) {
    guard processing.remove(key) != nil else { return }
    if dirty.contains(key) { queue.push(key) }
  }

  /// Adds what has become due.
  mutating func promote(at now: Duration) -> [Key] {
    var news: [Key] = []
    while let key = delayed.pop(at: now) { if add(key) { news.append(key) } }
    return news
  }

  mutating func shutDown() {
    isShuttingDown = true
    delayed.removeAll()
  }

  mutating func discard() {
    queue = FIFO()
    dirty.removeAll()
  }
}
