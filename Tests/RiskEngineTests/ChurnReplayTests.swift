import Foundation
import KubeCore
import RiskEngine
import Support
import Testing

/// The recorder over watches that a real kubelet and a real policy controller were recorded with.
@Suite("Churn of recorded watches")
struct ChurnReplayTests {
  private static let start = Timestamp(seconds: 1_795_233_600)

  private func time(_ seconds: Double) -> Timestamp { Self.start.advanced(bySeconds: Int64(seconds)) }

  private func isBaseline(_ event: EngineFixtures.Event) -> Bool { event.seconds < 0.5 }

  private func recorded(_ name: String) throws -> ChurnRecorder {
    var recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: Self.start))
    for event in try EngineFixtures.events(name) {
      recorder.apply(event.change, origin: isBaseline(event) ? .baseline : .live, at: time(event.seconds))
    }
    recorder.observe(until: time(600))
    return recorder
  }

  @Test("Four CronJob runs are fifteen requests, all charged to the CronJob")
  func cronJobRuns() throws {
    let ledger = try recorded("cronjob-runs-watch.json").ledger
    let totals = ledger.totals(lastMinutes: 60)
    #expect(totals.requests == 15)
    #expect(totals.requests == (try EngineFixtures.fullSyncs("cronjob-runs-watch.json")))
    #expect(totals.podStarts == 4)
    #expect(totals.podDeletes == 3)
    let source = ChurnSource.object(ObjectKey(kind: "CronJob", namespace: "real", name: "ticker"))
    #expect(ledger.shares().map(\.source) == [source])
    #expect(ledger.shares().map(\.requests) == [15])
    #expect(ledger.shares().map(\.sharePercent) == [100])
  }

  @Test("A rollout and two scalings are twelve requests, all charged to the Deployment; slices count beside")
  func rollout() throws {
    let ledger = try recorded("rollout-watch.json").ledger
    let totals = ledger.totals(lastMinutes: 60)
    #expect(totals.requests == 12)
    #expect(totals.requests == (try EngineFixtures.fullSyncs("rollout-watch.json")))
    #expect(totals.podStarts == 3)
    #expect(totals.podDeletes == 3)
    let slices = try EngineFixtures.events("rollout-watch.json").filter { event in
      event.change.object.kind == .endpointSlice && !isBaseline(event)
    }
    #expect(totals.endpointSliceUpdates == slices.count)
    #expect(slices.count == 11)
    let source = ChurnSource.object(ObjectKey(kind: "Deployment", namespace: "real", name: "homeassistant"))
    #expect(ledger.shares().map(\.source) == [source])
    #expect(ledger.shares().map(\.requests) == [12])
  }

  @Test("Pods whose Job is seen only later are charged to the CronJob all the same")
  func jobsComeLate() throws {
    let events = try EngineFixtures.events("cronjob-runs-watch.json")
    var recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: Self.start))
    let (jobs, others) = (
      events.filter { $0.change.object.kind == .job }, events.filter { $0.change.object.kind != .job }
    )
    for event in others + jobs {
      recorder.apply(event.change, origin: isBaseline(event) ? .baseline : .live, at: time(event.seconds))
    }
    recorder.observe(until: time(600))
    #expect(recorder.ledger.shares().map(\.source.key.kind) == ["CronJob"])
    #expect(recorder.ledger.shares().map(\.requests) == [15])
  }

  @Test("The same watch replayed from its start counts once")
  func replayedFromStart() throws {
    let events = try EngineFixtures.events("rollout-watch.json")
    var recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: Self.start))
    for round in 0..<3 {
      for event in events {
        recorder.apply(
          event.change, origin: round == 0 && isBaseline(event) ? .baseline : .live,
          at: time(event.seconds + Double(round * 120)))
      }
    }
    recorder.observe(until: time(600))
    let totals = recorder.ledger.totals(lastMinutes: 60)
    #expect(totals.requests == 12)
    #expect(totals.podStarts == 3)
    #expect(totals.podDeletes == 3)
    #expect(totals.endpointSliceUpdates == 11)
  }

  @Test("A watch that breaks off anywhere and starts again with a relist never counts more than happened")
  func brokenAnywhere() throws {
    let events = try EngineFixtures.events("cronjob-runs-watch.json")
    for cut in events.indices {
      var recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: Self.start))
      var present: [ObjectKey: KubeObject] = [:]
      for (index, event) in events.enumerated() {
        // Twenty events are missed; then the relist shows what is there by now.
        let isMissed = (cut..<cut + 20).contains(index)
        if case .deleted(let object) = event.change {
          present[object.key] = nil
        } else {
          present[event.change.object.key] = event.change.object
        }
        if !isMissed {
          recorder.apply(event.change, origin: isBaseline(event) ? .baseline : .live, at: time(event.seconds))
        }
        if index == cut + 19 {
          for kind in [ObjectKind.pod, .job, .endpointSlice] {
            recorder.replace(kind, with: present.values.filter { $0.kind == kind })
          }
        }
      }
      recorder.observe(until: time(600))
      let expected = try requests(events, outside: cut..<cut + 20)
      #expect(recorder.ledger.totals(lastMinutes: 60).requests == expected, "cut at \(cut)")
    }
  }

  /// The requests of the events outside a range, each compared with the true state before it.
  private func requests(_ events: [EngineFixtures.Event], outside missed: Range<Int>) throws -> Int {
    var present: [ObjectKey: KubeObject] = [:]
    var count = 0
    for (index, event) in events.enumerated() {
      let object = event.change.object
      let old = present[object.key]
      var new: KubeObject? = object
      if case .deleted = event.change { new = nil }
      present[object.key] = new
      guard !missed.contains(index), !isBaseline(event) else { continue }
      if SyncRequestPredicate.reason(old: old, new: new) != nil { count += 1 }
    }
    return count
  }
}
