package import Support

/// One source and what it did in a stretch of time.
package struct ChurnShare: Hashable, Sendable {
  package var source: ChurnSource
  package var requests: Int
  /// Those that rewrote a NetworkPolicy without changing its spec.
  package var unchangedRewrites: Int
  /// Of all requests in that time; 0 where there are none.
  package var sharePercent: Double

  package init(source: ChurnSource, requests: Int, unchangedRewrites: Int, sharePercent: Double) {
    self.source = source
    self.requests = requests
    self.unchangedRewrites = unchangedRewrites
    self.sharePercent = sharePercent
  }
}

/// What happened in a stretch of full minutes.
package struct ChurnTotals: Hashable, Sendable {
  package var requests = 0
  package var podStarts = 0
  package var podDeletes = 0
  package var endpointSliceUpdates = 0
  /// The time that the counts are about.
  package var observedSeconds = 0

  package init() {}

  /// Sync requests an hour over the time that was covered; `nil` where none was.
  package var requestsPerHour: Double? { perHour(requests) }
  package var podStartsPerHour: Double? { perHour(podStarts) }
  package var endpointSliceUpdatesPerHour: Double? { perHour(endpointSliceUpdates) }

  private func perHour(_ count: Int) -> Double? {
    observedSeconds > 0 ? Double(count) * 3600 / Double(observedSeconds) : nil
  }
}

/// The hour with the most sync requests.
package struct PeakHour: Hashable, Sendable {
  /// The first of its 60 minutes.
  package var start: Timestamp
  package var requests: Int

  package init(start: Timestamp, requests: Int) {
    self.start = start
    self.requests = requests
  }
}

/// Which minutes a question is about: what was counted and what was reckoned are never added up.
package enum ChurnBasis: Hashable, Sendable {
  case observed
  /// Minutes that nobody observed, see ``ChurnBackfill``: at least so much happened in them.
  case backfill
}

/// All questions are about full minutes: the running one counts from its end on.
extension ChurnLedger {
  /// What rates are best taken from: what was observed as soon as that is an hour, before that what was reckoned, where
  /// anything was.
  package var basis: ChurnBasis {
    coverageMinutes < 60 && ring.contains(where: \.isBackfilled) ? .backfill : .observed
  }

  /// The totals of the last `minutes` full minutes, at most 1,440.
  package func totals(lastMinutes minutes: Int, from basis: ChurnBasis = .observed) -> ChurnTotals {
    var totals = ChurnTotals()
    for minute in full(last: minutes, basis) {
      totals.requests += minute.requests
      totals.podStarts += minute.podStarts
      totals.podDeletes += minute.podDeletes
      totals.endpointSliceUpdates += minute.endpointSliceUpdates
      totals.observedSeconds += minute.isBackfilled ? 60 : minute.observedSeconds
    }
    return totals
  }

  /// Sync requests in the last 60 full minutes.
  package var requestsInLastHour: Int { totals(lastMinutes: 60).requests }

  /// Sync requests an hour over what is covered of the last 24 hours; `nil` where nothing is.
  package var meanRequestsPerHour: Double? { totals(lastMinutes: Self.windowMinutes).requestsPerHour }

  /// How many of the last 1,440 minutes were observed, in whole minutes.
  package var coverageMinutes: Int { totals(lastMinutes: Self.windowMinutes).observedSeconds / 60 }

  /// ``coverageMinutes`` in steps of 60, so that a status does not change each minute.
  package var reportedCoverageMinutes: Int { coverageMinutes / 60 * 60 }

  /// The sources of the last `minutes` full minutes, most requests first, equal ones by key. Their requests sum to the
  /// total of the same minutes.
  package func shares(
    lastMinutes minutes: Int = ChurnLedger.windowMinutes, from basis: ChurnBasis = .observed
  ) -> [ChurnShare] {
    var bySource: [Int: (requests: Int, rewrites: Int)] = [:]
    var total = 0
    for minute in full(last: minutes, basis) {
      total += minute.requests
      for charge in minute.charges {
        bySource[charge.source, default: (0, 0)].requests += charge.requests
        bySource[charge.source, default: (0, 0)].rewrites += charge.unchangedRewrites
      }
    }
    let shares = bySource.map { index, counts in
      ChurnShare(
        source: source(index), requests: counts.requests, unchangedRewrites: counts.rewrites,
        sharePercent: Double(counts.requests) * 100 / Double(max(total, 1)))
    }
    return shares.sorted { left, right in
      left.requests == right.requests ? left.source < right.source : left.requests > right.requests
    }
  }

  /// Who rewrote NetworkPolicies without changing their spec in the last `minutes` full minutes, most rewrites first.
  package func unchangedRewrites(lastMinutes minutes: Int = ChurnLedger.windowMinutes) -> [ChurnShare] {
    shares(lastMinutes: minutes).filter { $0.unchangedRewrites > 0 }.sorted { left, right in
      left.unchangedRewrites == right.unchangedRewrites
        ? left.source < right.source : left.unchangedRewrites > right.unchangedRewrites
    }
  }

  /// The 60 full minutes in a row with the most sync requests, the earliest of equals; `nil` where there are none.
  package var peakHour: PeakHour? {
    let minutes = minutes.dropLast()
    var sum = 0
    var best: PeakHour?
    for (index, minute) in minutes.enumerated() {
      sum += minute.observedRequests
      if index >= 60 { sum -= minutes[index - 60].observedRequests }
      guard index >= 59, sum > best?.requests ?? 0 else { continue }
      best = PeakHour(start: Timestamp(seconds: minutes[index - 59].number &* 60), requests: sum)
    }
    return best
  }

  private func full(last count: Int, _ basis: ChurnBasis) -> [ChurnMinute] {
    minutes.dropLast().suffix(max(0, min(count, Self.windowMinutes))).filter { minute in
      minute.isBackfilled == (basis == .backfill)
    }
  }
}

extension ChurnMinute {
  fileprivate var observedRequests: Int { isBackfilled ? 0 : requests }
}
