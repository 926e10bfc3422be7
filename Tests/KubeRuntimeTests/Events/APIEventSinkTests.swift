import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// What goes over the wire for Events (client-go `tools/events/event_broadcaster.go`).
@Suite("Events at the API server", .timeLimit(.minutes(1)))
struct APIEventSinkTests {
  private static let path = "/apis/events.k8s.io/v1/namespaces/shop/events"

  private static var event: Event {
    var event = Event()
    event.metadata = ObjectMeta(namespace: "shop", name: "web.18a")
    event.eventTime = Timestamp(seconds: 1_767_225_600)
    event.reportingController = "netrisk.dev/operator"
    event.reportingInstance = "op-0"
    (event.type, event.reason, event.action, event.note) = ("Warning", "RiskDetected", "Analyse", "High")
    (event.regarding.kind, event.regarding.namespace, event.regarding.name) = ("NetRisk", "shop", "web")
    event.regarding.apiVersion = "netrisk.dev/v1alpha1"
    event.regarding.uid = "u-1"
    return event
  }

  @Test("A create posts all that events.k8s.io/v1 asks for, and leaves out what is empty")
  func create() async throws {
    let api = ScriptedAPI([.json("{}", status: 201)])
    try await APIEventSink(api.client).create(Self.event)
    #expect(api.requests == ["POST \(Self.path)"])
    #expect(
      api.body(0)
        == #"{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"web.18a","namespace":"shop"},"#
        + #""eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"netrisk.dev/operator","#
        + #""reportingInstance":"op-0","action":"Analyse","reason":"RiskDetected","regarding":{"kind":"NetRisk","#
        + #""namespace":"shop","name":"web","uid":"u-1","apiVersion":"netrisk.dev/v1alpha1"},"note":"High","#
        + #""type":"Warning"}"#)
  }

  @Test("A series is patched alone, as a strategic merge")
  func series() async throws {
    let api = ScriptedAPI([.json("{}")])
    var event = Self.event
    event.series = EventSeries()
    event.series?.count = 2
    event.series?.lastObservedTime = Timestamp(seconds: 1_767_225_660, nanoseconds: 5000)
    try await APIEventSink(api.client).patchSeries(event)
    #expect(api.requests == ["PATCH \(Self.path)/web.18a"])
    #expect(
      api.transport.requests.first?.headers.first { $0.isNamed("Content-Type") }?.value
        == "application/strategic-merge-patch+json")
    #expect(api.body(0) == #"{"series":{"count":2,"lastObservedTime":"2026-01-01T00:01:00.000005Z"}}"#)
  }

  @Test("An event that has run out is told from other failures, so that it is made anew with its series")
  func runOut() async throws {
    let missing = ScriptedTransport.Answer.json(
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}"#, status: 404)
    let api = ScriptedAPI([.json("{}", status: 201), missing, .json("{}", status: 201)])
    let recorder = EventRecorder(
      APIEventSink(api.client), controller: "netrisk.dev/operator", instance: "op-0", time: api.time, seed: 1)
    for _ in 0..<2 {
      recorder.record(Self.event.regarding, type: "Warning", reason: "RiskDetected", action: "Analyse", note: "High")
    }
    async let run: Void = recorder.run()
    await recorder.flush()
    await run
    #expect(api.transport.requests.map(\.method) == [.post, .patch, .post])
    #expect(api.body(2).contains(#""series":{"count":2,"lastObservedTime":"2026-01-01T00:00:00.000000Z"}"#))
    #expect(recorder.dropped == 0)
  }
}
