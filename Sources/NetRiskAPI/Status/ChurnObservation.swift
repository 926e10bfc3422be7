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
  package var isBackfilled: Bool
  /// From the most requests to the fewest, over what was covered of the last 24 hours.
  package var sources: [Source]

  /// - Parameter isBackfilled: part of the ledger was reconstructed from objects' times.
  package init(_ ledger: ChurnLedger, isBackfilled: Bool) {
    let totals = ledger.totals(lastMinutes: ChurnLedger.windowMinutes)
    let hours = Double(totals.observedSeconds) / 3600
    requestsLastHour = ledger.requestsInLastHour
    requestsPerHour = totals.requestsPerHour
    podStartsPerHour = hours > 0 ? Double(totals.podStarts) / hours : nil
    endpointSliceUpdatesPerHour = totals.endpointSliceUpdatesPerHour
    coverageMinutes = ledger.reportedCoverageMinutes
    self.isBackfilled = isBackfilled
    sources =
      hours > 0
      ? ledger.shares().map { share in
        Source(
          source: share.source, requestsPerHour: Double(share.requests) / hours, sharePercent: share.sharePercent)
      } : []
  }

  /// Whether the window is full.
  package var isComplete: Bool { coverageMinutes >= ChurnLedger.windowMinutes }

  /// Whether an hour was covered, so that its count can stand for the rate.
  package var coversAnHour: Bool { coverageMinutes >= 60 }
}
