import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// Typed reads against recorded answers.
@Suite("Reading from the API server")
struct ClientReadTests {
  @Test("A request carries Accept, User-Agent, credentials and impersonation, and nothing else")
  func headers() async throws {
    let test = TestClient([try .recorded("version.json")]) { configuration in
      configuration.server.prefix = "/clusters/east"
      configuration.authentication.token = .literal(Secret("t0"))
      configuration.impersonation = Impersonation(user: "jane")
      configuration.tlsServerName = "kubernetes.default"
    }
    _ = try await test.client.raw("/version")
    let request = try #require(test.transport.requests.first)
    #expect(request.url == "https://api.example.org:6443/clusters/east/version")
    #expect(request.method == .get)
    #expect(
      request.headers == [
        HTTPHeader("Accept", "application/json"), HTTPHeader("User-Agent", "netrisk/1.0.0 (linux/amd64)"),
        HTTPHeader("Authorization", "Bearer t0"), HTTPHeader("Impersonate-User", "jane"),
      ])
    #expect(request.tls.serverName == "kubernetes.default")
    #expect(request.timeout == .seconds(75))
  }

  @Test("A list is read into slim objects with its resourceVersion")
  func list() async throws {
    let test = TestClient([try .recorded("list-pods.json")])
    let page = try await test.client.list(Pod.self)
    #expect(page.items.count == 5)
    #expect(!page.metadata.resourceVersion.isEmpty)
    #expect(page.items.allSatisfy { !$0.metadata.name.isEmpty && $0.metadata.managedFields.isEmpty })
  }

  @Test("Pages are followed by their continue token")
  func pages() async throws {
    let test = TestClient([try .recorded("list-pods-page1.json"), try .recorded("list-pods-page2.json")])
    var options = ListOptions()
    options.limit = 2
    let first = try await test.client.list(Pod.self, options)
    options.continue = first.metadata.continue
    let second = try await test.client.list(Pod.self, options)
    #expect(first.items.count == 2)
    #expect(second.items.count == 2)
    #expect(test.transport.requests[1].url.contains("continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEi"))
    #expect(first.metadata.remainingItemCount != nil)
  }

  @Test("NetworkPolicies keep their managedFields")
  func managedFields() async throws {
    let test = TestClient([try .recorded("list-networkpolicies.json")])
    let page = try await test.client.list(NetworkPolicy.self)
    #expect(page.items.contains { !$0.metadata.managedFields.isEmpty })
    #expect(test.transport.requests[0].headers[0].value.contains("drop=") == false)
  }

  @Test("A list cut at any byte is an error, never a shorter list")
  func truncatedLists() async throws {
    let bytes = try recorded("list-networkpolicies.json")
    for count in stride(from: 0, to: bytes.trimmed.count - 1, by: 7) {
      let test = TestClient([.bytes(Array(bytes[..<count]), type: "application/json")])
      let error = await failure { () async throws(KubeError) in try await test.client.list(NetworkPolicy.self) }
      guard case .unreadableAnswer? = error else {
        Issue.record("cut at \(count): \(String(describing: error))")
        return
      }
    }
  }

  @Test(
    "What is no list of that kind is refused",
    arguments: [
      ("table-pods.json", "Table"), ("list-networkpolicies.json", "NetworkPolicyList"),
    ])
  func wrongKinds(file: String, found: String) async throws {
    let test = TestClient([try .recorded(file)])
    let error = await failure { () async throws(KubeError) in try await test.client.list(Pod.self) }
    guard case .unreadableAnswer(let message)? = error else { throw try #require(error) }
    #expect(message.contains("PodList") && message.contains(found))
  }

  @Test("A list without a resourceVersion is refused")
  func noResourceVersion() async throws {
    let test = TestClient([.json(#"{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]}"#)])
    let error = await failure { () async throws(KubeError) in try await test.client.list(Pod.self) }
    guard case .unreadableAnswer? = error else { throw try #require(error) }
  }

  @Test("A watch hands out its events in order, whatever the chunks", arguments: [1, 7, 100, 4096, 1 << 20])
  func watch(size: Int) async throws {
    let bytes = try recorded("watchlist-pods.json")
    var answer = ScriptedTransport.Answer.bytes([], type: "application/json;stream=watch")
    answer.chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    let test = TestClient([answer])
    let stream = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    var events: [WatchEvent<Pod>] = []
    while let batch = try await stream.next() { events += batch }
    #expect(events.count == 6)
    guard case .added(let pod)? = events.first else { throw MissingFixture(name: "an ADDED event") }
    #expect(!pod.metadata.name.isEmpty)
    guard case .bookmark(let version, isInitialEventsEnd: true)? = events.last else {
      throw MissingFixture(name: "the bookmark at the end")
    }
    #expect(!version.isEmpty)
    #expect(try await stream.next() == nil)
  }

  @Test("An expired watch says so in its first event")
  func expiredWatch() async throws {
    let test = TestClient([try .recorded("watch-expired-410.json", type: "application/json;stream=watch")])
    let stream = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    let events = try await stream.next()
    guard case .error(let status)? = events?.first else { throw MissingFixture(name: "an ERROR event") }
    #expect(status.code == 410)
    #expect(status.reason == "Expired")
  }

  @Test("A watch that breaks is an error, one that ends is not")
  func brokenWatch() async throws {
    var answer = ScriptedTransport.Answer.bytes(Array(#"{"type":"ADD"#.utf8), type: "application/json")
    answer.ending = .failure(TransportError(.connectionLost, "reset"))
    var ended = answer
    ended.ending = .complete
    let test = TestClient([answer, ended])
    let broken = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    let error = await failure { () async throws(KubeError) in try await broken.next() == nil }
    #expect(error == .transport(TransportError(.connectionLost, "reset")))
    let whole = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    #expect(try await whole.next() == nil)
  }

  @Test("An event that cannot be read does not end the watch")
  func unreadableEvent() async throws {
    let text = #"{"type":"ADDED","object":7}"# + "\n" + #"{"type":"WHAT","object":{}}"# + "\n"
    let test = TestClient([.json(text)])
    let stream = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    let events = try #require(try await stream.next())
    #expect(events.count == 2)
    for event in events { if case .unreadable = event { continue } else { Issue.record("\(event)") } }
  }

  @Test("A lister keeps to its namespace and its selectors")
  func listerWatcher() async throws {
    let test = TestClient([try .recorded("list-pods.json"), .json("")])
    let source = APIListerWatcher<Pod>(
      test.client, namespace: "web", labelSelector: "app=api", fieldSelector: "spec.nodeName=node1")
    _ = try await source.list(ListOptions())
    _ = try await source.watch(WatchOptions(timeoutSeconds: 300))
    #expect(
      test.transport.requests.map(\.url) == [
        "https://api.example.org:6443/api/v1/namespaces/web/pods?fieldSelector=spec.nodeName%3Dnode1"
          + "&labelSelector=app%3Dapi",
        "https://api.example.org:6443/api/v1/namespaces/web/pods?allowWatchBookmarks=true"
          + "&fieldSelector=spec.nodeName%3Dnode1&labelSelector=app%3Dapi&timeoutSeconds=300&watch=true",
      ])
  }
}

extension [UInt8] {
  /// Without white space at the end.
  var trimmed: ArraySlice<UInt8> { self[..<(lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0)] }
}
