import KubeCore
import RiskEngine
import Support

/// The churn part of a status: what was counted, what is forecast, and who causes it.
///
/// A CronJob's share is forecast from its schedule, so that suspending it shows at once; everybody else's is what was
/// counted.
struct ChurnStatus {
  struct Source {
    let key: ObjectKey
    let requestsPerHour: Double
    let known: String
  }

  let forecast: ChurnReport
  let observed: ChurnObservation?
  /// The sources that may be named, by their namespace; `nil` for all of them.
  let visibleNamespace: String?

  var tree: Tree {
    .members(("observed", observed.map(Self.observedTree)), ("forecast", forecastTree), ("topSources", sourcesTree))
  }

  /// Counted in the last hour where that was covered, else the most that is forecast.
  var requestsPerHour: Double {
    if let observed, observed.coversAnHour { return Double(observed.requestsLastHour) }
    return forecast.syncRequestsPerHour.high
  }

  /// `CronJob/infra/home-ip-updater`; `nil` where nothing causes requests.
  var topSource: String? {
    sources.first.map { source in
      [source.key.kind, source.key.namespace, source.key.name].filter { !$0.isEmpty }.joined(separator: "/")
    }
  }

  /// From the most requests to the fewest.
  private var sources: [Source] {
    let scheduled = forecast.topSources.map {
      Source(key: $0.key, requestsPerHour: $0.syncRequestsPerHour.high, known: "Forecast")
    }
    let known = observed?.isBackfilled == true ? "Backfilled" : "Observed"
    let counted = (observed?.sources ?? []).filter { !$0.source.isCronJob }.map {
      Source(key: $0.source.key, requestsPerHour: $0.requestsPerHour, known: known)
    }
    let all = (scheduled + counted).filter { $0.requestsPerHour > 0 }
    return folded(all).sorted { left, right in
      left.requestsPerHour == right.requestsPerHour
        ? left.key < right.key : left.requestsPerHour > right.requestsPerHour
    }
  }

  private func folded(_ sources: [Source]) -> [Source] {
    guard let visibleNamespace else { return sources }
    let own = sources.filter { $0.key.namespace == visibleNamespace }
    let rest = sources.reduce(0) { $1.key.namespace == visibleNamespace ? $0 : $0 + $1.requestsPerHour }
    let other = ObjectKey(kind: "", namespace: "", name: "other namespaces")
    return own + (rest > 0 ? [Source(key: other, requestsPerHour: rest, known: "Forecast")] : [])
  }

  private var sourcesTree: Tree? {
    let sources = sources
    guard !sources.isEmpty else { return nil }
    let total = sources.reduce(0) { $0 + $1.requestsPerHour }
    return .array(
      sources.prefix(StatusLimits.topSources).map { source in
        guard case .object(let key) = source.key.statusTree else { return .null }
        return .object(
          key + [
            Tree.Member("syncRequestsPerHour", .whole(source.requestsPerHour)),
            Tree.Member("sharePercent", .whole(100 * source.requestsPerHour / total)),
            Tree.Member("known", .string(source.known)),
          ])
      })
  }

  private var forecastTree: Tree {
    .members(
      ("cronJobRunsPerHour", .whole(forecast.cronJobRunsPerHour)),
      ("syncRequestsPerHour", forecast.syncRequestsPerHour.statusTree),
      ("timerSyncsPerHour", .whole(forecast.timerSyncsPerHour)))
  }

  private static func observedTree(_ observed: ChurnObservation) -> Tree {
    .members(
      ("syncRequestsLastHour", observed.coversAnHour ? .whole(observed.requestsLastHour) : nil),
      ("syncRequestsPerHour", observed.hasRates ? observed.requestsPerHour.map { .whole($0) } : nil),
      ("podStartsPerHour", observed.hasRates ? observed.podStartsPerHour.map { .whole($0) } : nil),
      (
        "endpointSliceUpdatesPerHour",
        observed.coversAnHour ? observed.endpointSliceUpdatesPerHour.map { .whole($0) } : nil
      ),
      ("backfilled", observed.isBackfilled ? true : nil), ("coverageMinutes", .whole(observed.coverageMinutes)))
  }
}

extension ChurnSource {
  /// Whether its requests are forecast from a schedule.
  package var isCronJob: Bool {
    if case .object(let key) = self { key.kind == ObjectKind.cronJob.rawValue } else { false }
  }
}
