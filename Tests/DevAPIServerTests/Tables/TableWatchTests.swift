import DevAPIServer
import HTTPServer
import Support
import TestSupport
import Testing

@Suite("Watches of Tables")
struct TableWatchTests {
  private let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"

  @Test("Each row says how old its object is when the row is written")
  func ages() async throws {
    let time = ManualTime()
    let client = LocalClient { $0.time = time }
    let first = await client.send("GET", "/api/v1/pods?watch=true", accept: accept)
    time.advance(by: .seconds(90))
    let pod: Tree = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
      "spec": ["containers": [["name": "w", "image": "nginx:1"]]],
    ]
    _ = try await client.ask("POST", "/api/v1/namespaces/default/pods", pod)
    #expect(try ages(client, first) == ["0s"])
    time.advance(by: .seconds(30))
    // The same event again, for a watch that begins later.
    let second = await client.send("GET", "/api/v1/pods?watch=true&resourceVersion=2", accept: accept)
    #expect(try ages(client, second).first == "30s")
  }

  private func ages(_ client: LocalClient, _ watch: ServerResponse) throws -> [String] {
    try client.events(watch).flatMap { event in
      (event["object"]?["rows"]?.elements ?? []).compactMap { $0["cells"]?.elements.dropFirst(4).first?.stringValue }
    }
  }
}
