import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// What the server refuses, as errors that callers branch on.
@Suite("Refusals")
struct RefusalTests {
  private static func error(_ answer: ScriptedTransport.Answer, post: Bool = false) async -> KubeError? {
    let test = TestClient([answer])
    let path = ObjectPath(Pod.resource, namespace: "web", name: post ? "" : "api")
    return await failure { () async throws(KubeError) in
      post ? try await test.client.create(path, [:]) : try await test.client.get(path)
    }
  }

  @Test(
    "Recorded refusals keep code, reason and message",
    arguments: [
      ("error-401.json", 401, "Unauthorized"), ("error-403.json", 403, "Forbidden"),
      ("error-404.json", 404, "NotFound"), ("error-422-networkpolicy.json", 422, "Invalid"),
      ("apply-conflict-409.json", 409, "Conflict"), ("cr-put-stale-409.json", 409, "Conflict"),
      ("lease-create-409-exists.json", 409, "AlreadyExists"), ("list-expired-410.json", 410, "Expired"),
      ("list-too-large-rv.json", 504, "Timeout"),
    ])
  func recordedRefusals(file: String, code: Int, reason: String) async throws {
    let error = try #require(await Self.error(try .recorded(file, status: code)))
    #expect(error.code == code)
    #expect(error.reason == reason)
    guard case .status(let status, _) = error else { return }
    #expect(!status.message.isEmpty)
  }

  @Test("A refused object names each field that is wrong")
  func causes() async throws {
    let error = await Self.error(try .recorded("error-422-networkpolicy.json", status: 422))
    guard case .status(let status, _)? = error else { throw MissingFixture(name: "a status") }
    #expect(error?.isInvalid == true)
    #expect(status.details.causes.count > 1)
    #expect(status.details.causes.allSatisfy { !$0.field.isEmpty && !$0.reason.isEmpty })
  }

  @Test("A resourceVersion of the future, and one of the past, are told apart")
  func resourceVersions() async throws {
    let future = await Self.error(try .recorded("list-too-large-rv.json", status: 504))
    #expect(future?.isTooLargeResourceVersion == true && future?.isExpired == false)
    #expect(future?.retryAfter == .seconds(1))
    let past = await Self.error(try .recorded("list-expired-410.json", status: 410))
    #expect(past?.isExpired == true && past?.isTooLargeResourceVersion == false)
  }

  @Test("A Status in protobuf is read as one in JSON")
  func protobufStatus() async throws {
    // What a 1.36 server answers to a token that it does not know, asked for protobuf.
    let message: [UInt8] =
      [0x12, 7] + Array("Failure".utf8) + [0x1A, 12] + Array("Unauthorized".utf8)
      + [0x22, 12] + Array("Unauthorized".utf8) + [0x30, 0x91, 0x03]
    let type: [UInt8] = [0x0A, 2] + Array("v1".utf8) + [0x12, 6] + Array("Status".utf8)
    let bytes =
      [0x6B, 0x38, 0x73, 0, 0x0A, UInt8(type.count)] + type + [0x12, UInt8(message.count)] + message
    let error = await Self.error(.bytes(bytes, type: "application/vnd.kubernetes.protobuf", status: 401))
    guard case .status(let status, nil)? = error else { throw MissingFixture(name: "a status") }
    #expect(status.reason == "Unauthorized" && status.code == 401)
  }

  @Test(
    "Answers that carry no Status become one, with what they say",
    arguments: [
      (404, "text/plain; charset=utf-8", "404 page not found\n", "NotFound", "404 page not found"),
      (
        502, "text/html", "<html>\n<h1>502 Bad\tGateway</h1></html>", "InternalError", "<html> <h1>502 Bad Gateway</h1>"
      ),
      (503, "", "", "ServiceUnavailable", "the server cannot handle requests now (HTTP 503)"),
      (500, "application/octet-stream", "\u{1}\u{2}", "InternalError", "the server failed (HTTP 500)"),
      (429, "text/plain", "Too many requests, please try again later.", "TooManyRequests", "please try again later."),
      (403, "application/json", "{\"error\":\"no\"}", "Forbidden", "{\"error\":\"no\"}"),
      (410, "application/json", "{\"kind\":\"Status\"", "Gone", "{\"kind\":\"Status\""),
      (418, "text/plain", "short and stout", "", "the server refused without a reason (HTTP 418): short and stout"),
    ])
  func plainAnswers(status: Int, type: String, text: String, reason: String, words: String) async throws {
    let error = await Self.error(.bytes(Array(text.utf8), type: type, status: status))
    guard case .status(let found, nil)? = error else { throw MissingFixture(name: "a status") }
    #expect(found.code == Int32(status))
    #expect(found.reason == reason)
    #expect(found.message.hasPrefix("pods web/api: "))
    #expect(found.message.contains(words))
  }

  @Test("409 to a create means that it is there, 409 to anything else a conflict")
  func conflicts() async {
    let answer = ScriptedTransport.Answer.bytes([], type: "", status: 409)
    #expect(await Self.error(answer, post: true)?.isAlreadyExists == true)
    #expect(await Self.error(answer)?.isConflict == true)
  }

  @Test("A redirect is not followed, and names its target", arguments: [301, 302, 307, 308])
  func redirects(status: Int) async throws {
    let headers = [HTTPHeader("location", "https://elsewhere.example.org/login")]
    let error = await Self.error(.bytes([], type: "", status: status, headers))
    guard case .status(let found, _)? = error else { throw MissingFixture(name: "a status") }
    #expect(
      found.message
        == "pods web/api: the server redirects to https://elsewhere.example.org/login, and redirects are not followed "
        + "(HTTP \(status))")
  }

  @Test(
    "A success that is no object of Kubernetes is an error that shows it",
    arguments: [
      ("text/html", "<html>Sign in</html>", "which is no object of Kubernetes: <html>Sign in</html>"),
      ("text/html", "", "with an empty body"), ("application/json", "", "with an empty body"),
      ("application/json", "{", "expected"), ("application/json", "{} {}", "expected the end of the document"),
      ("", "x", "which is no object of Kubernetes: x"),
      ("application/cbor", "x", "'application/cbor', which is no object of Kubernetes"),
    ])
  func strangeSuccesses(type: String, text: String, words: String) async throws {
    let error = await Self.error(.bytes(Array(text.utf8), type: type))
    guard case .unreadableAnswer(let message)? = error else { throw try #require(error) }
    #expect(message.contains(words))
    let list = TestClient([.bytes(Array(text.utf8), type: type)])
    let listing = await failure { () async throws(KubeError) in try await list.client.list(Pod.self).items.count }
    guard case .unreadableAnswer? = listing else { throw try #require(listing) }
  }

  @Test("A single object has a bound, and a long text is shown in part")
  func bounds() async throws {
    var answer = ScriptedTransport.Answer.json("")
    answer.chunks = Array(repeating: [UInt8](repeating: 0x20, count: 1 << 20), count: 17)
    guard case .unreadableAnswer(let message)? = await Self.error(answer) else { throw MissingFixture(name: "a bound") }
    #expect(message == "pods web/api: the answer is larger than 16 MiB")
    let long = await Self.error(.bytes([UInt8](repeating: 0x78, count: 5000), type: "text/plain", status: 500))
    guard case .status(let status, _)? = long else { throw MissingFixture(name: "a status") }
    #expect(status.message.count < 400 && status.message.hasSuffix("…"))
  }

  @Test("A body that breaks off is a broken connection, whatever came before")
  func brokenBody() async throws {
    var answer = try ScriptedTransport.Answer.recorded("list-pods.json")
    answer.ending = .failure(TransportError(.connectionLost, "reset"))
    let test = TestClient([answer])
    let error = await failure { () async throws(KubeError) in try await test.client.list(Pod.self).items.count }
    #expect(error == .transport(TransportError(.connectionLost, "reset")))
    var refusal = ScriptedTransport.Answer.json("{", status: 503)
    refusal.ending = answer.ending
    #expect(await Self.error(refusal)?.code == 503)
  }
}
