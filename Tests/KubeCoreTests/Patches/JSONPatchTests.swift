import KubeCore
import Support
import Testing

@Suite("JSON patch")
struct JSONPatchTests {
  /// RFC 6902, appendix A, then the server's own: `nil` where the patch does not apply.
  static let cases: [(String, String, String?)] = [
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"baz":"qux","foo":"bar"}"#),
    (#"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#, #"{"foo":["bar","qux","baz"]}"#),
    (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
    (#"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
    (#"{"baz":"qux"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#, #"{"baz":"boo"}"#),
    (
      #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
      #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
      #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
    ),
    (
      #"{"foo":["all","grass","cows","eat"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
      #"{"foo":["all","cows","eat","grass"]}"#
    ),
    (
      #"{"baz":"qux","foo":["a",2,"c"]}"#,
      #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
      #"{"baz":"qux","foo":["a",2,"c"]}"#
    ),
    (#"{"baz":"qux"}"#, #"[{"op":"test","path":"/baz","value":"bar"}]"#, nil),
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"g":{}}}]"#, #"{"foo":"bar","child":{"g":{}}}"#),
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#, #"{"foo":"bar","baz":"qux"}"#),
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#, nil),
    (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
    (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":"10"}]"#, nil),
    (#"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc"]}]"#, #"{"foo":["bar",["abc"]]}"#),
    ("{}", #"[{"op":"replace","path":"/none","value":1}]"#, #"{"none":1}"#),
    ("{}", #"[{"op":"test","path":"/none"}]"#, "{}"),
    ("{}", #"[{"op":"copy","from":"/none","path":"/new"}]"#, #"{"new":null}"#),
    (#"{"a":[1,2]}"#, #"[{"op":"remove","path":"/a/-1"}]"#, #"{"a":[1]}"#),
    (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0}]"#, nil),
    (#"{"a":{"x":1,"y":2}}"#, #"[{"op":"test","path":"/a","value":{"y":2,"x":1}}]"#, #"{"a":{"x":1,"y":2}}"#),
    (#"{"a":1}"#, #"[{"op":"replace","path":"","value":{"b":2}}]"#, #"{"b":2}"#),
    (#"{"a":null}"#, #"[{"op":"add","path":"/a/b","value":2}]"#, nil),
  ]

  @Test("Operations apply as RFC 6902 and the server have it", arguments: cases)
  func applies(document: String, patch: String, result: String?) throws {
    let patch = try JSONPatch(request: try json(patch))
    let document = try json(document)
    if let result {
      #expect(canonical(try patch.apply(to: document)) == canonical(try json(result)))
    } else {
      let error = #expect(throws: PatchError.self) { try patch.apply(to: document) }
      #expect(error?.code == 422)
      #expect(error?.message == "the server rejected our request due to an error in our request")
    }
  }

  @Test(
    "A failure says what failed, in the library's words",
    arguments: [
      (
        #"[{"op":"remove","path":"/zz"}]"#,
        "error in remove for path: '/zz': Unable to remove nonexistent key: zz: missing value"
      ),
      (#"[{"op":"add","path":"/n/a"}]"#, #"add operation does not apply: doc is missing path: "/n/a": missing value"#),
      (
        #"[{"op":"add","path":"/l/9"}]"#,
        "error in add for path: '/l/9': Unable to access invalid index: 9: invalid index referenced"
      ),
      (
        #"[{"op":"add","path":"/l/x"}]"#,
        #"error in add for path: '/l/x': value was not a proper array index: 'x': strconv.Atoi: parsing "x": invalid syntax"#
      ),
      (#"[{"op":"test","path":"/a","value":2}]"#, "testing value /a failed: test failed"),
      (#"[{"op":"bad","path":"/a"}]"#, "Unexpected kind: bad"),
      (#"[{"path":"/a"}]"#, "Unexpected kind: unknown"),
      (
        #"[{"op":"move","from":"/q","path":"/a"}]"#,
        "error in move for path: 'q': Unable to remove nonexistent key: q: missing value"
      ),
      (
        #"[{"op":"add","path":"","value":{}}]"#,
        #"add operation does not apply: doc is missing path: "": missing value"#
      ),
    ])
  func failures(patch: String, detail: String) throws {
    let document = try json(#"{"a":1,"l":[0]}"#)
    let error = #expect(throws: PatchError.self) { try JSONPatch(request: try json(patch)).apply(to: document) }
    #expect(error?.detail == detail)
  }

  @Test(
    "A request has to be a list of operations",
    arguments: [
      ("{}", "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
      ("[1]", "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp"),
    ])
  func refuses(body: String, message: String) throws {
    #expect(throws: PatchError(code: 400, reason: "BadRequest", message: message)) {
      try JSONPatch(request: try json(body))
    }
  }

  @Test("Operations and copied bytes are limited")
  func limits() throws {
    let many = Tree.array(Array(repeating: ["op": "test", "path": "/a"], count: JSONPatch.maxOperations + 1))
    #expect(#expect(throws: PatchError.self) { try JSONPatch(request: many) }?.code == 413)
    let large = Tree.object([Tree.Member("a", .string(String(repeating: "x", count: 1 << 20)))])
    let copy = { (name: String) in JSONPatch.Operation("copy", path: "/\(name)", from: "/a") }
    #expect(throws: Never.self) { try JSONPatch([copy("b"), copy("c")]).apply(to: large) }
    #expect(throws: PatchError.self) { try JSONPatch([copy("b"), copy("c"), copy("d")]).apply(to: large) }
  }

  @Test("A member moved away and back leaves the document as it was", arguments: 0..<200 as Range<UInt64>)
  func movesBack(seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed)
    var document = generator.object()
    document["here"] = generator.document()
    let patch = JSONPatch([
      .init("move", path: "/there", from: "/here"), .init("copy", path: "/again", from: "/there"),
      .init("move", path: "/here", from: "/there"), .init("test", path: "/here", value: document["here"]),
      .init("remove", path: "/again"),
    ])
    #expect(canonical(try patch.apply(to: document)) == canonical(document))
    #expect(try JSONPatch(request: patch.body) == patch)
  }
}
