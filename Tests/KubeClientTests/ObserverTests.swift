import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// What an observer hears of one request. Source: client-go `rest/request.go`, `Request.request`, `Do` and `Watch`.
@Suite("What is observed of requests")
struct ObserverTests {
  private static let host = "api.example.org:6443"

  @Test("A write has the size of its body and of its answer")
  func write() async throws {
    let test = TestClient([.json("{}", status: 201)])
    _ = try await test.client.create(ObjectPath(Pod.resource, namespace: "web"), ["kind": "Pod"])
    #expect(
      test.observer.lines == [
        "sent 14 POST \(Self.host)", "ended 201 POST \(Self.host)", "took 0 POST \(Self.host)",
        "received 2 POST \(Self.host)",
      ])
  }

  @Test("A list is over when its last byte is there")
  func list() async throws {
    let bytes = try recorded("list-pods.json")
    var answer = ScriptedTransport.Answer.bytes([], type: "application/json")
    answer.chunks = [Array(bytes.prefix(100)), Array(bytes.dropFirst(100))]
    let test = TestClient([answer])
    _ = try await test.client.list(Pod.self)
    #expect(test.observer.lines.suffix(2) == ["took 0 GET \(Self.host)", "received \(bytes.count) GET \(Self.host)"])
  }

  @Test("A refusal has a size, an answer that breaks off the bytes that came, none at all has none")
  func failures() async throws {
    let refused = TestClient([.json(#"{"kind":"Status","code":403}"#, status: 403)])
    _ = await failure { () async throws(KubeError) in try await refused.client.raw("/version") }
    #expect(refused.observer.lines.suffix(2) == ["took 0 GET \(Self.host)", "received 28 GET \(Self.host)"])
    var broken = ScriptedTransport.Answer.json("{")
    broken.ending = .failure(TransportError(.connectionLost, "cut"))
    let cut = TestClient([broken])
    _ = await failure { () async throws(KubeError) in try await cut.client.raw("/version") }
    #expect(cut.observer.lines.suffix(2) == ["took 0 GET \(Self.host)", "received 1 GET \(Self.host)"])
    let away = TestClient([.failure(.connectionRefused)])
    _ = await failure { () async throws(KubeError) in try await away.client.raw("/version") }
    #expect(
      away.observer.lines == [
        "sent 0 GET \(Self.host)", "ended <error> GET \(Self.host)", "took 0 GET \(Self.host)",
      ])
  }

  @Test("A watch is counted, and not measured")
  func watch() async throws {
    let test = TestClient([try .recorded("watchlist-pods.json", type: "application/json")])
    let stream = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    while try await stream.next() != nil {}
    #expect(test.observer.lines == ["ended 200 GET \(Self.host)"])
  }
}
