import ClusterModel
import KubeCore
import KubeRuntime
import RiskEngine
import Support

/// Looks once a second at what no event tells: whether kinds can be read, that time has passed, and that the wall clock
/// was set.
struct FeedTicker: Sendable {
  /// So many seconds more or less than have passed are no drift.
  private static let leap: Int64 = 60

  private let feed: ClusterFeed
  private let time: any TimeSource

  init(_ feed: ClusterFeed, time: any TimeSource) {
    self.feed = feed
    self.time = time
  }

  private struct Seen: Equatable {
    var isSettled = false
    var gaps: Set<String> = []
    var coverage = 0
    var unscheduled = 0.0
    /// By how much the wall clock is ahead of the one for waits, as of its last leap.
    var lead: Int64
  }

  private var lead: Int64 { time.now().seconds - time.uptime().components.seconds }

  func run() async {
    var seen = Seen(lead: lead)
    while !Task.isCancelled {
      tick(&seen)
      do { try await time.sleep(for: .seconds(1)) } catch { return }
    }
  }

  private func tick(_ seen: inout Seen) {
    let statuses = feed.statuses
    let now = time.now()
    // The kinds whose events ask for syncs: only while all of them are followed is time covered.
    let counted = statuses.filter { ["Pod", "Namespace", "NetworkPolicy"].contains($0.resource.kind) }
    let lead = lead
    // Nobody has seen the time go by that the clock leapt over; what ends at a time has ended, or not yet.
    let hasLeapt = (lead - seen.lead).magnitude > Self.leap
    let isWatching = !hasLeapt && counted.allSatisfy { $0.health.downFor == nil }
    let ledger = feed.model.withLock { model in
      if isWatching { model.observe(until: now) } else { model.skip(to: now) }
      return (coverage: model.recorder.ledger.reportedCoverageMinutes, model.recorder.ledger.unscheduledRequestsPerHour)
    }
    let found = Seen(
      isSettled: statuses.allSatisfy(\.isSettled),
      gaps: Set(statuses.filter { $0.gap != nil }.map(\.resource.plural)), coverage: ledger.coverage,
      unscheduled: ledger.1, lead: hasLeapt ? lead : seen.lead)
    guard found != seen else { return }
    seen = found
    feed.model.withLock { $0.invalidate() }
    feed.changed.fire()
  }
}
