import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

@Suite("Events in a cluster", .timeLimit(.minutes(2)))
struct EventRecordingTests {
  @Test("An event arrives with all that was said; said again it becomes a series; another one stays alone")
  func series() async throws {
    try await TestCluster.withNamespace { client, namespace in
      let time = ManualTime()
      let recorder = EventRecorder(
        APIEventSink(client), controller: "netrisk.dev/test", instance: "op-0", time: time, seed: 1)
      var regarding = ObjectReference()
      (regarding.apiVersion, regarding.kind) = ("v1", "ConfigMap")
      (regarding.namespace, regarding.name, regarding.uid) = (namespace, "web", "u-1")
      func record(_ note: String) {
        recorder.record(regarding, type: "Warning", reason: "RiskDetected", action: "Analyse", note: note)
        time.advance(by: .milliseconds(1))
      }
      for _ in 0..<3 { record("High") }
      record("Low")
      async let run: Void = recorder.run()
      await recorder.flush()
      await run
      #expect(recorder.dropped == 0)
      let events = try await client.list(Event.self, namespace: namespace).items
        .filter { $0.reportingController == "netrisk.dev/test" }.sorted { $0.note < $1.note }
      #expect(events.map(\.note) == ["High", "Low"])
      let high = try #require(events.first)
      #expect(high.series?.count == 3)
      #expect(high.series?.lastObservedTime == time.now())
      #expect(high.eventTime == Timestamp(seconds: 1_767_225_600) && high.regarding == regarding)
      #expect(high.type == "Warning" && high.reason == "RiskDetected" && high.action == "Analyse")
      #expect(high.reportingInstance == "op-0")
      #expect(events.last?.series == nil)
    }
  }

  @Test("An event that is too long is cut to what the server takes")
  func long() async throws {
    try await TestCluster.withNamespace { client, namespace in
      let recorder = EventRecorder(
        APIEventSink(client), controller: "netrisk.dev/test", instance: "op-0", time: ManualTime(), seed: 1)
      var regarding = ObjectReference()
      (regarding.kind, regarding.namespace, regarding.name) = ("ConfigMap", namespace, "web")
      recorder.record(
        regarding, type: "Normal", reason: "R", action: "A", note: String(repeating: "\u{e9}", count: 2000))
      async let run: Void = recorder.run()
      await recorder.flush()
      await run
      let notes = try await client.list(Event.self, namespace: namespace).items
        .filter { $0.reportingController == "netrisk.dev/test" }.map(\.note)
      #expect(notes == [String(repeating: "\u{e9}", count: 500)])
    }
  }
}
