import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// `Warning` headers. Source: apimachinery `ParseWarningHeader` and its tests.
@Suite("Warnings of the server")
struct WarningTests {
  @Test(
    "A header is one warning or several",
    arguments: [
      (
        #"299 - "unknown field \"spec.nope\"""#,
        [APIWarning(code: 299, agent: "-", text: #"unknown field "spec.nope""#)]
      ),
      (
        #" 299 a "one" "Wed, 21 Oct 2026 07:28:00 GMT", 199 b "two \\ 2""#,
        [APIWarning(code: 299, agent: "a", text: "one"), APIWarning(code: 199, agent: "b", text: #"two \ 2"#)]
      ),
      (#"299 - "first", nonsense"#, [APIWarning(code: 299, agent: "-", text: "first")]),
      (#"299 - "ü""#, [APIWarning(code: 299, agent: "-", text: "ü")]),
    ])
  func parsing(header: String, expected: [APIWarning]) { #expect(APIWarning.parse(header) == expected) }

  @Test(
    "What is malformed is no warning",
    arguments: [
      "", "299", "299 -", "299 - text", #"299 - "open"#, #"29 - "x""#, #"2999 - "x""#, #"abc - "x""#, #"299  "x""#,
      "299 - \"a\u{1B}[31mb\"", #"299 - "x" "open"#, #"299 - "x\"#, #"299 - """#,
    ])
  func malformed(header: String) { #expect(APIWarning.parse(header) == []) }

  @Test("Each warning is heard once, of code 299 alone, from refusals too")
  func once() async throws {
    let header = HTTPHeader("warning", #"299 - "old API", 299 - "unknown field", 199 - "a proxy's own""#)
    let test = TestClient([
      .json("{}", status: 200, [header]), .json("{}", status: 404, [header, HTTPHeader("Warning", #"299 - "new""#)]),
    ])
    _ = try await test.client.raw("/version")
    _ = await failure { () async throws(KubeError) in try await test.client.raw("/version") }
    #expect(
      test.observer.lines.filter { $0.hasPrefix("warned") } == ["warned old API", "warned unknown field", "warned new"])
  }
}
