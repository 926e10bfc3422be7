/// What syncing costs a node.
package struct SyncLoad: Hashable, Sendable {
  /// How long a new peer is refused.
  package struct ProgrammingDelay: Hashable, Sendable {
    package var meanSeconds: Double
    package var worstSeconds: Double

    package init(meanSeconds: Double, worstSeconds: Double) {
      self.meanSeconds = meanSeconds
      self.worstSeconds = worstSeconds
    }
  }

  /// The duration of one sync.
  package var syncSeconds: Double
  /// Requests from the API, without the timer's.
  package var requestsPerHour: Double
  /// Requests coalesced by the queue, the timer's among them.
  package var syncsPerHour: Double
  /// `nil` where no pod gets an address.
  package var programmingDelay: ProgrammingDelay?

  /// Seconds per hour in which policy state is being rebuilt.
  package var pressureSecondsPerHour: Double { syncsPerHour * syncSeconds }

  /// Requests come as fast as syncs finish, or faster: requests per second ≥ 1 / duration.
  package var isSaturated: Bool {
    (requestsPerHour + ChurnForecast.timerSyncsPerHour) * syncSeconds >= 3600
  }

  /// The load of requests whose times within the hour are not known, as a ledger counts them: none coalesce until the
  /// queue is full, which is the most it can be. A new peer waits for one sync at least, for two at most.
  package init(requestsPerHour: Double, syncSeconds: Double) {
    self.syncSeconds = max(syncSeconds, 0)
    self.requestsPerHour = max(requestsPerHour, 0)
    let requested = self.requestsPerHour + ChurnForecast.timerSyncsPerHour
    syncsPerHour = self.syncSeconds > 0 ? min(requested, 3600 / self.syncSeconds) : requested
    guard self.requestsPerHour > 0 else { return }
    // A peer finds a sync running for this part of the time, and half of it still to come.
    let busy = min(syncsPerHour * self.syncSeconds / 3600, 1)
    programmingDelay = ProgrammingDelay(
      meanSeconds: self.syncSeconds * (1 + busy / 2), worstSeconds: self.syncSeconds * (busy > 0 ? 2 : 1))
  }

  /// This load with more requests, whose times are not known, on top: none of them coalesce until the queue is full.
  package func adding(requestsPerHour more: Double) -> SyncLoad {
    guard more.isFinite, more > 0 else { return self }
    let alone = SyncLoad(requestsPerHour: requestsPerHour + more, syncSeconds: syncSeconds)
    let syncs = syncsPerHour + more
    return SyncLoad(
      syncSeconds: syncSeconds, requestsPerHour: requestsPerHour + more,
      syncsPerHour: syncSeconds > 0 ? min(syncs, max(syncsPerHour, 3600 / syncSeconds)) : syncs,
      programmingDelay: programmingDelay.map { delay in
        ProgrammingDelay(
          meanSeconds: max(delay.meanSeconds, alone.programmingDelay?.meanSeconds ?? 0),
          worstSeconds: max(delay.worstSeconds, alone.programmingDelay?.worstSeconds ?? 0))
      } ?? alone.programmingDelay)
  }

  package init(
    syncSeconds: Double, requestsPerHour: Double, syncsPerHour: Double, programmingDelay: ProgrammingDelay?
  ) {
    self.syncSeconds = syncSeconds
    self.requestsPerHour = requestsPerHour
    self.syncsPerHour = syncsPerHour
    self.programmingDelay = programmingDelay
  }
}
