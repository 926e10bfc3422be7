package import Support

/// Sync requests and what goes with them, minute by minute over 24 hours, each request charged to one source.
///
/// A ring of minutes: 1,440 full ones and the one that is running. The charges of a minute always sum to its requests.
/// Minutes of other processes come in as a ``ChurnHistory``, reckoned ones as a ``ChurnBackfill``.
/// At most ``maxSources`` sources are kept apart: when one more comes, the tenth part with the fewest requests joins
/// ``ChurnSource/other``.
package struct ChurnLedger: Hashable, Sendable {
  /// The full minutes that are kept.
  package static let windowMinutes = 1440

  package let maxSources: Int
  /// Until when events have been seen.
  package private(set) var observedUntil: Timestamp
  /// The minute that is running.
  package private(set) var currentMinute: Int64
  var ring: [ChurnMinute]
  var sources = SourceTable()

  package init(startingAt start: Timestamp, maxSources: Int = 512) {
    self.maxSources = max(maxSources, 10)
    observedUntil = start
    currentMinute = Self.minute(of: start)
    ring = []
    ring.reserveCapacity(Self.windowMinutes + 1)
    let first = currentMinute &- Int64(Self.windowMinutes)
    for offset in 0...Self.windowMinutes { ring.append(ChurnMinute(number: first &+ Int64(offset))) }
    ring.sort { Self.slot($0.number) < Self.slot($1.number) }
  }

  /// The minutes that are kept, oldest first, the running one last.
  package var minutes: [ChurnMinute] {
    let first = Self.slot(currentMinute) + 1
    return Array(ring[first...] + ring[..<first])
  }

  /// The source that a charge names.
  package func source(_ index: Int) -> ChurnSource { sources[index] }

  // MARK: Time

  /// Says that every event until `now` has been seen. Time that goes back is no time at all.
  package mutating func observe(until now: Timestamp) {
    guard now > observedUntil else { return }
    let from = observedUntil.seconds
    advance(to: Self.minute(of: now))
    let first = max(Self.minute(of: observedUntil), currentMinute &- Int64(Self.windowMinutes))
    observedUntil = now
    for minute in first...currentMinute {
      let start = minute &* 60
      let seconds = min(now.seconds, start &+ 60) - max(from, start)
      ring[Self.slot(minute)].observedSeconds = min(60, ring[Self.slot(minute)].observedSeconds + Int(max(seconds, 0)))
    }
  }

  /// Passes over a time in which events could not be seen: it counts as not covered.
  package mutating func skip(to now: Timestamp) {
    guard now > observedUntil else { return }
    advance(to: Self.minute(of: now))
    observedUntil = now
  }

  private mutating func advance(to minute: Int64) {
    guard minute > currentMinute else { return }
    let first = max(currentMinute + 1, minute &- Int64(Self.windowMinutes))
    for number in first...minute { clear(number) }
    currentMinute = minute
  }

  mutating func clear(_ number: Int64) {
    let slot = Self.slot(number)
    for charge in ring[slot].charges { sources.subtract(charge.requests, from: charge.source) }
    ring[slot] = ChurnMinute(number: number)
  }

  static func minute(of time: Timestamp) -> Int64 {
    time.seconds >= 0 ? time.seconds / 60 : (time.seconds &- 59) / 60
  }

  static func slot(_ minute: Int64) -> Int {
    let capacity = Int64(windowMinutes + 1)
    let remainder = minute % capacity
    return Int(remainder < 0 ? remainder + capacity : remainder)
  }

  // MARK: Events

  /// Counts one entry in the minute of `time`; in the running one where that is too long ago to be kept.
  package mutating func record(_ entry: ChurnEntry, at time: Timestamp) {
    advance(to: Self.minute(of: time))
    var minute = Self.minute(of: time)
    if minute < currentMinute &- Int64(Self.windowMinutes) { minute = currentMinute }
    let slot = Self.slot(minute)
    if ring[slot].isBackfilled { clear(minute) }
    if entry.isPodStart { ring[slot].podStarts += 1 }
    if entry.isPodDelete { ring[slot].podDeletes += 1 }
    if entry.isEndpointSliceUpdate { ring[slot].endpointSliceUpdates += 1 }
    guard let source = entry.requestedBy else { return }
    let index = index(of: source)
    sources.add(1, to: index)
    ring[slot].charge(index, isUnchangedRewrite: entry.isUnchangedRewrite)
  }

  /// Charges what was charged to `old` to `new` from now on and in hindsight: for an owner that became known only
  /// after its pods.
  package mutating func reassign(_ old: ChurnSource, to new: ChurnSource) {
    guard old != new, old != .other, let from = sources.index(of: old) else { return }
    let target = index(of: new)
    // Making room for the new source may have folded the old one into the rest.
    guard sources.index(of: old) == from else { return }
    move([from], to: target)
  }

  mutating func index(of source: ChurnSource) -> Int {
    if let index = sources.index(of: source) { return index }
    if sources.count >= maxSources { foldSmallest() }
    return sources.insert(source)
  }

  mutating func charge(_ source: ChurnSource, _ counts: ChurnHistory.Charge, in slot: Int) {
    let index = index(of: source)
    sources.add(counts.requests, to: index)
    ring[slot].charge(index, counts)
  }

  private mutating func foldSmallest() {
    move(Set(sources.smallest(max(sources.count / 10, 1))), to: SourceTable.other)
  }

  private mutating func move(_ from: Set<Int>, to target: Int) {
    for slot in ring.indices where !ring[slot].charges.isEmpty { ring[slot].move(from, to: target) }
    for index in from.sorted() { sources.merge(index, into: target) }
  }
}

/// What one event adds to the ledger.
package struct ChurnEntry: Hashable, Sendable {
  /// The source of the sync request; `nil` where the event requests none.
  package var requestedBy: ChurnSource?
  package var isUnchangedRewrite = false
  package var isPodStart = false
  package var isPodDelete = false
  package var isEndpointSliceUpdate = false

  package init(requestedBy: ChurnSource? = nil) { self.requestedBy = requestedBy }

  /// Whether the event counts nowhere.
  package var isEmpty: Bool { requestedBy == nil && !isPodStart && !isPodDelete && !isEndpointSliceUpdate }

  /// What a change adds, with its source.
  package init(_ change: ObjectChange, owners: RootOwners) {
    if SyncRequestPredicate.reason(for: change) != nil {
      requestedBy = ChurnAttribution.source(of: change, owners: owners)
      isUnchangedRewrite = ChurnAttribution.isUnchangedRewrite(change)
    }
    switch (change, change.state.detail) {
    case (.added, .pod): isPodStart = true
    case (.deleted, .pod): isPodDelete = true
    case (_, .endpointSlice): isEndpointSliceUpdate = true
    default: break
    }
  }
}
