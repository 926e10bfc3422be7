import ClusterModel
import KubeCore
import KubeRuntime
import RiskEngine
import Support

/// Looks once a second at what no event tells: whether kinds can be read, and that time has passed.
struct FeedTicker: Sendable {
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
  }

  func run() async {
    var seen = Seen()
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
    let isWatching = counted.allSatisfy { $0.health.downFor == nil }
    let ledger = feed.model.withLock { model in
      if isWatching { model.observe(until: now) } else { model.skip(to: now) }
      return (coverage: model.recorder.ledger.reportedCoverageMinutes, model.recorder.ledger.unscheduledRequestsPerHour)
    }
    let found = Seen(
      isSettled: statuses.allSatisfy(\.isSettled),
      gaps: Set(statuses.filter { $0.gap != nil }.map(\.resource.plural)), coverage: ledger.coverage,
      unscheduled: ledger.1)
    guard found != seen else { return }
    seen = found
    feed.model.withLock { $0.invalidate() }
    feed.changed.fire()
  }
}
