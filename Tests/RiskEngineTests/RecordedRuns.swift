import KubeCore
import RiskEngine
import Testing

/// The times of the sync requests in the recorded runs of a CronJob, each from the creation of its Job.
enum RecordedRuns {
  struct Steps {
    var hostIP = 0
    var podIP = 0
    var succeeded = 0
    var deleted = 0
  }

  static func medianMilliseconds() throws -> Steps {
    var offsets: [SyncRequestReason: [Int]] = [:]
    var runStart = 0
    var present: [ObjectKey: KubeObject] = [:]
    for event in try EngineFixtures.events("cronjob-runs-watch.json") {
      let time = Int((event.seconds * 1000).rounded())
      let object = event.change.object
      let old = present[object.key]
      var new: KubeObject? = object
      if case .deleted = event.change { new = nil }
      present[object.key] = new
      if object.kind == .job, old == nil { runStart = time }
      guard runStart > 0, let reason = SyncRequestPredicate.reason(old: old, new: new) else { continue }
      offsets[reason, default: []].append(time - runStart)
    }
    return Steps(
      hostIP: try median(offsets[.hostIP]), podIP: try median(offsets[.podIP]),
      succeeded: try median(offsets[.podPhase]), deleted: try median(offsets[.podDeleted]))
  }

  private static func median(_ values: [Int]?) throws -> Int {
    let sorted = try #require(values).sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
