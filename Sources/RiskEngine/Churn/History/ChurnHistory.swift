package import Support

/// What a ledger counted, in a form that outlives the process: the totals of each minute, and hour by hour who caused
/// the requests.
///
/// Histories of several processes become one: minute by minute and hour by hour the one with more observed seconds
/// wins, so that a process which saw little never replaces one that saw more. Merging is commutative, associative and
/// idempotent. Only what was observed is in it, never what ``ChurnBackfill`` reckons.
package struct ChurnHistory: Hashable, Sendable {
  /// What happened in one minute.
  package struct Minute: Hashable, Sendable {
    /// 0 … 60.
    package var observedSeconds = 0
    package var requests = 0
    package var podStarts = 0
    package var podDeletes = 0
    package var endpointSliceUpdates = 0

    package init() {}

    var isEmpty: Bool { self == Minute() }
  }

  /// What one source did in an hour.
  package struct Charge: Hashable, Sendable {
    package var requests: Int
    /// Those of them that rewrote a NetworkPolicy without changing its spec.
    package var unchangedRewrites: Int

    package init(requests: Int, unchangedRewrites: Int = 0) {
      self.requests = requests
      self.unchangedRewrites = unchangedRewrites
    }

    static func + (left: Charge, right: Charge) -> Charge {
      Charge(
        requests: left.requests + right.requests, unchangedRewrites: left.unchangedRewrites + right.unchangedRewrites)
    }
  }

  /// Who caused the requests of one hour.
  package struct Hour: Hashable, Sendable {
    /// 0 … 3600.
    package var observedSeconds: Int
    package var charges: [ChurnSource: Charge]

    package init(observedSeconds: Int, charges: [ChurnSource: Charge]) {
      self.observedSeconds = observedSeconds
      self.charges = charges
    }

    var requests: Int { charges.values.reduce(0) { $0 + $1.requests } }
  }

  /// By minutes since 1970-01-01T00:00:00Z: the latest one, and the 24 hours before it. A minute of which nothing is
  /// known is not there.
  package private(set) var minutes: [Int64: Minute]
  /// By hours since then, as far as ``minutes`` reach.
  package private(set) var hours: [Int64: Hour]

  /// What is older than a day before the latest minute is left out.
  package init(minutes: [Int64: Minute] = [:], hours: [Int64: Hour] = [:]) {
    self.minutes = minutes.filter { !$0.value.isEmpty }
    self.hours = hours
    trim()
  }

  package var isEmpty: Bool { minutes.isEmpty }

  /// The better of both for each minute and each hour.
  package func merging(_ other: ChurnHistory) -> ChurnHistory {
    ChurnHistory(
      minutes: minutes.merging(other.minutes) { max($0, $1) }, hours: hours.merging(other.hours) { max($0, $1) })
  }

  /// Without what is said of later minutes: a clock that runs ahead must not push out what has happened.
  package func through(_ now: Timestamp) -> ChurnHistory {
    let last = ChurnLedger.minute(of: now)
    return ChurnHistory(minutes: minutes.filter { $0.key <= last }, hours: hours)
  }

  private mutating func trim() {
    guard let newest = minutes.keys.max() else {
      hours = [:]
      return
    }
    let first = newest &- Int64(ChurnLedger.windowMinutes)
    minutes = minutes.filter { $0.key >= first }
    let kept = Self.hour(of: first)...Self.hour(of: newest)
    hours = hours.filter { kept.contains($0.key) }
  }

  static func hour(of minute: Int64) -> Int64 { minute >= 0 ? minute / 60 : (minute &- 59) / 60 }
}

extension ChurnHistory.Minute: Comparable {
  /// More observed seconds first; of equals more of everything, so that there is always one better.
  package static func < (left: Self, right: Self) -> Bool {
    if left.observedSeconds != right.observedSeconds { return left.observedSeconds < right.observedSeconds }
    return (left.requests, left.podStarts, left.podDeletes, left.endpointSliceUpdates)
      < (right.requests, right.podStarts, right.podDeletes, right.endpointSliceUpdates)
  }
}

extension ChurnHistory.Hour: Comparable {
  /// More observed seconds first, then more requests; the rest only makes the order total.
  package static func < (left: Self, right: Self) -> Bool {
    if left.observedSeconds != right.observedSeconds { return left.observedSeconds < right.observedSeconds }
    if left.requests != right.requests { return left.requests < right.requests }
    return left.text.lexicographicallyPrecedes(right.text)
  }

  private var text: [String] {
    charges.map { source, charge in
      "\(source.historyText) \(charge.requests) \(charge.unchangedRewrites)"
    }.sorted()
  }
}
