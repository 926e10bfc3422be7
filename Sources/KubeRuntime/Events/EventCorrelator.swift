package import KubeCore
package import Support

/// Decides what is written of an event (client-go `record.EventCorrelator`, `events.eventBroadcasterImpl`): nothing where
/// one object has had too many, one for all where many differ by their note alone, a series where it was there before.
package struct EventCorrelator: Sendable {
  package enum Decision: Hashable, Sendable {
    case drop
    case create(Event)
    /// The event was created before: its series has grown.
    case patchSeries(Event)
  }

  private struct SpamKey: Hashable, Sendable {
    let regarding: ObjectReference
    let type: String
    let controller: String
  }

  private struct SimilarKey: Hashable, Sendable {
    let spam: SpamKey
    let reason: String
    let action: String
  }

  private struct SameKey: Hashable, Sendable {
    let similar: SimilarKey
    let related: ObjectReference?
    let note: String
  }

  private struct Similar: Sendable {
    var notes: Set<String> = []
    var last: Duration
  }

  private struct Known: Sendable {
    var event: Event
    var last: Duration
  }

  private let settings: EventSettings
  private var buckets: LRUCache<SpamKey, TokenBucket>
  private var similar: LRUCache<SimilarKey, Similar>
  private var known: LRUCache<SameKey, Known>

  package init(_ settings: EventSettings) {
    self.settings = settings
    buckets = LRUCache(limit: settings.cacheLimit)
    similar = LRUCache(limit: settings.cacheLimit)
    known = LRUCache(limit: settings.cacheLimit)
  }

  /// - Parameter now: uptime.
  package mutating func decide(_ event: Event, at now: Duration, wallClock: Timestamp) -> Decision {
    let spamKey = SpamKey(regarding: event.regarding, type: event.type, controller: event.reportingController)
    let similarKey = SimilarKey(spam: spamKey, reason: event.reason, action: event.action)
    let isAggregate = countSimilar(similarKey, event.note, at: now)
    guard takeToken(spamKey, at: now) else { return .drop }
    var event = event
    if isAggregate { event.note = "(combined from similar events): " + event.note }
    // Aggregates are one series, whatever their notes.
    let key = SameKey(similar: similarKey, related: event.related, note: isAggregate ? "" : event.note)
    guard var before = known.value(key), now - before.last < settings.seriesEnd else {
      known.set(key, Known(event: event, last: now))
      return .create(event)
    }
    var series = before.event.series ?? EventSeries()
    series.count = max(series.count, 1) &+ 1
    series.lastObservedTime = wallClock
    before.event.series = series
    before.last = now
    known.set(key, before)
    return .patchSeries(before.event)
  }

  private mutating func takeToken(_ key: SpamKey, at now: Duration) -> Bool {
    var bucket =
      buckets.value(key) ?? TokenBucket(perSecond: settings.spamPerSecond, burst: settings.spamBurst)
    defer { buckets.set(key, bucket) }
    return bucket.takeIfAvailable(at: now)
  }

  /// Whether there have been so many notes that they come as one.
  private mutating func countSimilar(_ key: SimilarKey, _ note: String, at now: Duration) -> Bool {
    var record = similar.value(key) ?? Similar(last: now)
    if now - record.last > settings.aggregationWindow { record = Similar(last: now) }
    record.notes.insert(note)
    record.last = now
    let isMany = record.notes.count >= settings.similarLimit
    // No larger than it must be to say so again.
    if isMany { record.notes.remove(note) }
    similar.set(key, record)
    return isMany
  }
}
