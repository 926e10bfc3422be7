import KubeCore
import Support

/// The text of a history: JSON without blanks, short enough for a ConfigMap whatever the cluster does.
///
/// ```json
/// {"version":1,
///  "minutes":{"first":29453760,"totals":[[60,3,1,1,2],[60],[]]},
///  "sources":[["CronJob","infra","home-ip-updater"],["flux"]],
///  "hours":[{"hour":490896,"observedSeconds":120,"charges":[[0,2],[1,1,1]],"other":[0]}]}
/// ```
///
/// Totals are observed seconds, requests, pod starts, pod deletes and EndpointSlice updates; zeros at the end are left
/// out. A source is a kind, a namespace and a name, or a field manager alone. A charge is an index into the sources,
/// requests, and rewrites that changed nothing.
extension ChurnHistory {
  package static let version: Int64 = 1
  /// In bytes of UTF-8.
  package static let textLimit = 256 << 10
  /// Sources that are kept apart; the rest is ``ChurnSource/other``.
  package static let sourceLimit = 100
  /// A source that takes more bytes joins the rest: names of real objects never do, owner references may say anything.
  static let sourceBytesLimit = 512
  /// Of one minute, each; no API server makes that many events.
  package static let countLimit = 9_999_999

  package var text: String {
    let folded = folded
    let sources = folded.rankedSources
    let indices = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1, $0) })
    return JSONWriter().text(
      .members(
        ("version", .integer(Self.version)), ("minutes", folded.minutesTree),
        ("sources", .array(sources.map(\.historyTree))),
        (
          "hours",
          .array(folded.hours.sorted { $0.key < $1.key }.map { hour, value in Self.tree(hour, value, indices) })
        )))
  }

  /// As it is after a way through ``text``: the sources beyond ``sourceLimit`` are one, counts are at most
  /// ``countLimit`` a minute.
  package var folded: ChurnHistory {
    let kept = Set(rankedSources.filter { $0.historyText.utf8.count <= Self.sourceBytesLimit }.prefix(Self.sourceLimit))
    let hours = hours.mapValues { hour in
      var charges: [ChurnSource: Charge] = [:]
      for (source, charge) in hour.charges where charge.requests > 0 {
        charges.merge([kept.contains(source) ? source : .other: charge], uniquingKeysWith: +)
      }
      charges = charges.mapValues { $0.clamped(60 * Self.countLimit) }
      return Hour(observedSeconds: min(hour.observedSeconds, 3600), charges: charges)
    }
    return ChurnHistory(minutes: minutes.mapValues { $0.clamped(Self.countLimit) }, hours: hours)
  }

  /// Most requests first, without ``ChurnSource/other``.
  private var rankedSources: [ChurnSource] {
    var requests: [ChurnSource: Int] = [:]
    for hour in hours.values {
      for (source, charge) in hour.charges where source != .other { requests[source, default: 0] += charge.requests }
    }
    return requests.map { (source: $0, count: $1, text: $0.historyText) }.sorted { left, right in
      left.count == right.count ? left.text < right.text : left.count > right.count
    }.map(\.source)
  }

  private var minutesTree: Tree {
    guard let first = minutes.keys.min(), let last = minutes.keys.max() else {
      return .members(("first", 0), ("totals", []))
    }
    let totals = (first...last).map { number in Self.row((minutes[number] ?? Minute()).counts) }
    return .members(("first", .integer(first)), ("totals", .array(totals)))
  }

  private static func tree(_ number: Int64, _ hour: Hour, _ indices: [ChurnSource: Int]) -> Tree {
    let charges = hour.charges.compactMap { source, charge in
      indices[source].map { [$0, charge.requests, charge.unchangedRewrites] }
    }.sorted { $0.lexicographicallyPrecedes($1) }
    let other = hour.charges[.other] ?? Charge(requests: 0)
    return .members(
      ("hour", .integer(number)), ("observedSeconds", .integer(Int64(hour.observedSeconds))),
      ("charges", .array(charges.map(row))), ("other", row([other.requests, other.unchangedRewrites])))
  }

  private static func row(_ counts: [Int]) -> Tree {
    let used = counts.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return .array(counts.prefix(used).map { .integer(Int64($0)) })
  }
}

extension ChurnHistory.Minute {
  var counts: [Int] { [observedSeconds, requests, podStarts, podDeletes, endpointSliceUpdates] }

  fileprivate func clamped(_ limit: Int) -> Self {
    var minute = self
    minute.observedSeconds = min(observedSeconds, 60)
    minute.requests = min(requests, limit)
    minute.podStarts = min(podStarts, limit)
    minute.podDeletes = min(podDeletes, limit)
    minute.endpointSliceUpdates = min(endpointSliceUpdates, limit)
    return minute
  }
}

extension ChurnHistory.Charge {
  fileprivate func clamped(_ limit: Int) -> Self {
    Self(requests: min(requests, limit), unchangedRewrites: min(unchangedRewrites, limit))
  }
}

extension ChurnSource {
  var historyText: String { JSONWriter().text(historyTree) }

  var historyTree: Tree {
    switch self {
    case .object(let key): [.string(key.kind), .string(key.namespace), .string(key.name)]
    case .fieldManager(let name): [.string(name)]
    case .other: []
    }
  }
}
