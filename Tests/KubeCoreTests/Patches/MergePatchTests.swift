import KubeCore
import Support
import Testing

@Suite("Merge patch")
struct MergePatchTests {
  /// RFC 7386, appendix A, and what the library does where the RFC is silent: new content inside lists loses its nulls.
  static let cases: [(String, String, String)] = [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, "null", "null"),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ("{}", #"{"a":[{"b":null,"c":1},null]}"#, #"{"a":[{"c":1},null]}"#),
    (#"{"a":{"x":1}}"#, #"{"a":[{"b":null}]}"#, #"{"a":[{"b":null}]}"#),
    (#"{"a":{"x":1}}"#, "{}", #"{"a":{"x":1}}"#),
  ]

  @Test("Documents merge as RFC 7386 and the server have it", arguments: cases)
  func merges(document: String, patch: String, result: String) throws {
    #expect(canonical(MergePatch(try json(patch)).apply(to: try json(document))) == canonical(try json(result)))
  }

  @Test(
    "A request has to be an object",
    arguments: [
      ("null", "Invalid JSON Patch"),
      ("[]", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"),
      ("1", "error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}"),
      ("\"x\"", "error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}"),
    ])
  func refuses(body: String, message: String) throws {
    let error = PatchError(code: 400, reason: "BadRequest", message: message)
    #expect(throws: error) { try MergePatch(request: try json(body)) }
  }

  @Test("The difference of two documents, applied to the first, gives the second", arguments: 0..<300 as Range<UInt64>)
  func difference(seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed)
    let old = generator.object()
    let new = generator.object()
    let patch = try #require(MergePatch.difference(from: old, to: new))
    #expect(canonical(patch.apply(to: old)) == canonical(new))
    #expect(MergePatch.difference(from: new, to: new)?.body == .object([]))
  }

  @Test("A null inside an object has no merge patch")
  func unsayable() throws {
    #expect(MergePatch.difference(from: try json("{}"), to: try json(#"{"a":{"b":null}}"#)) == nil)
  }
}
