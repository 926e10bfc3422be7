/// When keys were queued and taken, for the metrics of a work queue.
struct WorkTimes<Key: Hashable & Sendable>: Sendable {
  private var queued: [Key: Duration] = [:]
  private var begun: [Key: Duration] = [:]

  mutating func added(_ key: Key, at now: Duration) {
    if queued[key] == nil { queued[key] = now }
  }

  /// How long it was queued; `nil` where nobody counts.
  mutating func started(_ key: Key, at now: Duration) -> Duration? {
    guard let since = queued.removeValue(forKey: key) else { return nil }
    begun[key] = now
    return now - since
  }

  mutating func finished(_ key: Key, at now: Duration) -> Duration? {
    begun.removeValue(forKey: key).map { now - $0 }
  }

  func unfinished(at now: Duration) -> (total: Duration, longest: Duration) {
    var result: (total: Duration, longest: Duration) = (.zero, .zero)
    for since in begun.values {
      result.total += now - since
      result.longest = max(result.longest, now - since)
    }
    return result
  }
}
