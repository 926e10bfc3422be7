import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// What the client repeats by itself, and what it leaves to its caller. Source: client-go `rest/with_retry.go`.
@Suite("Repeating requests")
struct RetryTests {
  private typealias Answer = ScriptedTransport.Answer

  private static func refusal(_ status: Int, retryAfter: String? = nil) -> ScriptedTransport.Answer {
    let headers = retryAfter.map { [HTTPHeader("Retry-After", $0)] } ?? []
    return .json(#"{"kind":"Status","apiVersion":"v1","status":"Failure","code":\#(status)}"#, status: status, headers)
  }

  private static let version = ScriptedTransport.Answer.json(#"{"major":"1"}"#)

  @Test(
    "Retry-After is whole seconds within bounds, or nothing",
    arguments: [
      ("1", Duration?.some(.seconds(1))), ("30", .seconds(30)), ("0", .seconds(1)), ("3600", .seconds(60)),
      ("99999999999999999999999", .seconds(60)), ("", nil), ("-5", nil), ("+5", nil), ("1.5", nil), (" 1", nil),
      ("Wed, 21 Oct 2026 07:28:00 GMT", nil), ("soon", nil), ("１", nil),
    ])
  func retryAfter(header: String, expected: Duration?) { #expect(RetryPolicy.retryAfter(header) == expected) }

  @Test("R1: 429 and 5xx with Retry-After are sent again after that time", arguments: [429, 500, 502, 503, 504])
  func waits(status: Int) async throws {
    let test = TestClient([Self.refusal(status, retryAfter: "3"), Self.version])
    async let answer = test.client.raw("/version")
    await test.time.sleepers(atLeast: 1)
    #expect(test.time.pendingSleeps == [.seconds(3)])
    #expect(test.transport.requests.count == 1)
    test.time.advance(by: .seconds(3))
    #expect(try await answer == Array(#"{"major":"1"}"#.utf8))
    #expect(test.transport.requests.count == 2)
    #expect(
      test.observer.lines == [
        "sent 0 GET api.example.org:6443", "ended \(status) GET api.example.org:6443",
        "sent 0 GET api.example.org:6443", "ended 200 GET api.example.org:6443",
        "retried 200 GET api.example.org:6443", "took 3 GET api.example.org:6443",
        "received 13 GET api.example.org:6443",
      ])
  }

  @Test("R1: after ten repetitions the refusal is the caller's, with the time that it names")
  func tenTimes() async {
    let test = TestClient(Array(repeating: Self.refusal(429, retryAfter: "1"), count: 20))
    let call = Task { await failure { () async throws(KubeError) in try await test.client.raw("/version") } }
    for _ in 0..<10 {
      await test.time.sleepers(atLeast: 1)
      test.time.advance(by: .seconds(1))
    }
    let error = await call.value
    #expect(error?.code == 429)
    #expect(error?.retryAfter == .seconds(1))
    #expect(test.transport.requests.count == 11)
  }

  @Test(
    "Without a Retry-After, and on other refusals, nothing is sent again",
    arguments: [(429, String?.none), (503, nil), (503, "soon"), (404, "1"), (409, "1"), (301, "1")])
  func noRetry(status: Int, header: String?) async {
    let test = TestClient([Self.refusal(status, retryAfter: header), Self.version])
    let error = await failure { () async throws(KubeError) in try await test.client.raw("/version") }
    #expect(error?.code == status)
    #expect(test.transport.requests.count == 1)
  }

  @Test("A write is sent again with the same body where the server asks for it")
  func writes() async throws {
    let test = TestClient([Self.refusal(429, retryAfter: "1"), .json("{}", status: 201)])
    let path = ObjectPath(Pod.resource, namespace: "web")
    async let answer = test.client.create(path, ["kind": "Pod"])
    await test.time.sleepers(atLeast: 1)
    test.time.advance(by: .seconds(1))
    #expect(try await answer == [:])
    #expect(test.transport.requests.map(\.body) == [Array(#"{"kind":"Pod"}"#.utf8), Array(#"{"kind":"Pod"}"#.utf8)])
  }

  @Test("A GET whose connection broke is sent once more, at once")
  func brokenConnection() async throws {
    let test = TestClient([.failure(.connectionLost), Self.version])
    _ = try await test.client.raw("/version")
    #expect(test.transport.requests.count == 2)
    #expect(test.observer.lines.contains("ended <error> GET api.example.org:6443"))
    let twice = TestClient([.failure(.connectionLost), .failure(.connectionLost), Self.version])
    let error = await failure { () async throws(KubeError) in try await twice.client.raw("/version") }
    #expect(error == .transport(TransportError(.connectionLost, "scripted")))
    #expect(twice.transport.requests.count == 2)
  }

  @Test(
    "W4: a watch, a write and other failures are the caller's at once",
    arguments: [TransportError.Code.connectionLost, .connectionRefused, .timedOut, .tls, .hostNotFound])
  func callersFailures(code: TransportError.Code) async {
    let watch = TestClient([.failure(code), Self.version])
    let watching = await failure { () async throws(KubeError) in
      _ = try await watch.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
      return 0
    }
    #expect(watching == .transport(TransportError(code, "scripted")))
    let write = TestClient([.failure(code), Self.version])
    let writing = await failure { () async throws(KubeError) in
      try await write.client.delete(ObjectPath(Pod.resource, namespace: "web", name: "a"))
    }
    #expect(writing == .transport(TransportError(code, "scripted")))
    #expect(watch.transport.requests.count == 1 && write.transport.requests.count == 1)
  }

  @Test("A connection that is refused is known as such, to back off")
  func refused() async {
    let test = TestClient([.failure(.connectionRefused)])
    let error = await failure { () async throws(KubeError) in try await test.client.list(Pod.self).items.count }
    #expect(error?.isConnectionRefused == true)
  }

  @Test("A 401 has the credentials renewed, once, and the request sent again with them")
  func unauthorized() async throws {
    let files = MemoryFiles(["/token": "old"])
    let test = TestClient([try .recorded("error-401.json", status: 401), Self.version], files: files) {
      $0.authentication.token = .file("/token", initial: nil)
    }
    _ = try await test.authenticator.credentials()
    files.write("/token", "new")
    _ = try await test.client.raw("/version")
    let sent = test.transport.requests.map { $0.headers.first { $0.isNamed("Authorization") }?.value }
    #expect(sent == ["Bearer old", "Bearer new"])
  }

  @Test("A second 401, or one without other credentials, is the caller's")
  func unauthorizedTwice() async throws {
    let files = MemoryFiles(["/token": "old"])
    let refusal = try ScriptedTransport.Answer.recorded("error-401.json", status: 401)
    let test = TestClient([refusal, refusal, refusal], files: files) {
      $0.authentication.token = .file("/token", initial: nil)
    }
    _ = try await test.authenticator.credentials()
    files.write("/token", "new")
    let error = await failure { () async throws(KubeError) in try await test.client.raw("/version") }
    #expect(error?.isUnauthorized == true)
    #expect(test.transport.requests.count == 2)
    let literal = TestClient([refusal, refusal]) { $0.authentication.token = .literal(Secret("t")) }
    _ = await failure { () async throws(KubeError) in try await literal.client.raw("/version") }
    #expect(literal.transport.requests.count == 1)
  }

  @Test("Cancelling while it waits ends the request")
  func cancellation() async {
    let test = TestClient([Self.refusal(429, retryAfter: "60"), Self.version])
    let call = Task { await failure { () async throws(KubeError) in try await test.client.raw("/version") } }
    await test.time.sleepers(atLeast: 1)
    call.cancel()
    #expect(await call.value == .cancelled)
    #expect(test.transport.requests.count == 1)
  }
}
