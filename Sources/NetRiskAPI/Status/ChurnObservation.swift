package import RiskEngine

/// What was counted of the cluster's churn, as statuses show it.
package struct ChurnObservation: Hashable, Sendable {
  package struct Source: Hashable, Sendable {
    package var source: ChurnSource
    package var requestsPerHour: Double
    package var sharePercent: Double

    package init(source: ChurnSource, requestsPerHour: Double, sharePercent: Double) {
      self.source = source
      self.requestsPerHour = requestsPerHour
      self.sharePercent = sharePercent
    }
  }

  package var requestsLastHour: Int
  /// `nil` until something was covered.
  package var requestsPerHour: Double?
  package var podStartsPerHour: Double?
  package var endpointSliceUpdatesPerHour: Double?
  /// Of the last 24 hours, in steps of 60.
  package var coverageMinutes: Int
  /// The rates are reckoned from objects' times, at least so much, since less than an hour was covered.
  package var isBackfilled: Bool
  /// From the most requests to the fewest, over what was covered of the last 24 hours.
  package var sources: [Source]

  package init(_ ledger: ChurnLedger) {
    let basis = ledger.basis
    let totals = ledger.totals(lastMinutes: ChurnLedger.windowMinutes, from: basis)
    let hours = Double(totals.observedSeconds) / 3600
    requestsLastHour = ledger.requestsInLastHour
    requestsPerHour = totals.requestsPerHour
    podStartsPerHour = totals.podStartsPerHour
    // Nothing tells of slices that are gone.
    endpointSliceUpdatesPerHour = basis == .observed ? totals.endpointSliceUpdatesPerHour : nil
    coverageMinutes = ledger.reportedCoverageMinutes
    isBackfilled = basis == .backfill
    sources =
      hours > 0
      ? ledger.shares(from: basis).map { share in
        Source(
          source: share.source, requestsPerHour: Double(share.requests) / hours, sharePercent: share.sharePercent)
      } : []
  }

  /// Whether the window is full.
  package var isComplete: Bool { coverageMinutes >= ChurnLedger.windowMinutes }

  /// Whether an hour was covered, so that its count can stand for the rate.
  package var coversAnHour: Bool { coverageMinutes >= 60 }

  /// Whether there are rates to show.
  package var hasRates: Bool { coversAnHour || isBackfilled }
}
