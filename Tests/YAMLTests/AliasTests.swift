import KubeCore
import Testing
import YAML

struct AliasTests {
  @Test(arguments: [
    ("a: &x 1\nb: &y 2\nc: *x\nd: *y\n", #"{"a":1,"b":2,"c":1,"d":2}"#),
    ("a: &a {c: 1}\nb: *a", #"{"a":{"c":1},"b":{"c":1}}"#),
    ("a: &n Foo\nb: *n\nc: &n Bar\nd: *n\n", #"{"a":"Foo","b":"Foo","c":"Bar","d":"Bar"}"#),
    ("a: &k key\n*k : v", #"{"a":"key","key":"v"}"#),
    ("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}", #"{"a":{"p":1,"q":2},"b":{"q":3,"p":1}}"#),
    ("a: &x {p: 1}\nb: {p: 2, <<: *x}", #"{"a":{"p":1},"b":{"p":2}}"#),
    (
      "- &x {p: 1, q: 1}\n- &y {q: 2, r: 2}\n- <<: [*x, *y]\n  s: 3",
      #"[{"p":1,"q":1},{"q":2,"r":2},{"s":3,"p":1,"q":1,"r":2}]"#
    ),
    ("a: {<<: {p: 1}, q: 2}", #"{"a":{"q":2,"p":1}}"#),
    ("a: {'<<': 1}", #"{"a":{"<<":1}}"#), ("a: {!!merge <<: {b: 1}}", #"{"a":{"b":1}}"#),
    ("a: &x {b: &y 1}\nc: &x 5\nd: [*x, *y]", #"{"a":{"b":1},"c":5,"d":[5,1]}"#),
    ("a: &x\nb: *x", #"{"a":null,"b":null}"#),
  ])
  func `Aliases and merge keys stand for what they name`(text: String, json: String) {
    #expect(reading(text) == json)
  }

  @Test(arguments: [
    ("a: *x", "1:4: expected an anchor '&x' before, found '*x' only"),
    ("a: &x [1, *x]", "1:11: expected an alias, found '*x' inside its own anchor"),
    ("a: &x {b: {c: *x}}", "1:15: expected an alias, found '*x' inside its own anchor"),
    ("a: {<<: 5}", "1:9: expected a mapping or a list of mappings behind the merge key '<<', found '5}'"),
    (
      "a: &x [{b: 1}]\nc: {<<: *x}",
      "2:9: expected a mapping or a list of mappings behind the merge key '<<', found '*x}'"
    ),
    ("a: &x {b: 1}\n---\nc: *x", #"{"a":{"b":1}}"#),
  ])
  func `An alias of nothing, or of itself, is refused`(text: String, message: String) {
    #expect(reading(text) == message)
  }

  @Test func `An alias is the same node`() throws {
    let tree = try documents("a: &x {c: 1}\nb: *x")[0].content.get()
    #expect(tree.node(at: [.field("a")]) == tree.node(at: [.field("b")]))
  }

  @Test func `An anchor of one document is unknown in the next`() {
    let all = documents("a: &x 1\n---\nb: *x\n---\nc: 1")
    #expect(all.map(describe) == [#"{"a":1}"#, "3:4: expected an anchor '&x' before, found '*x' only", #"{"c":1}"#])
  }

  @Test(.timeLimit(.minutes(2))) func `Ten thousand merges one on another are refused, not suffered`() {
    var text = "- &m0 {k: 1}\n"
    for index in 1..<10_000 { text += "- &m\(index) {<<: *m\(index - 1), k\(index): 1}\n" }
    #expect(reading(text).contains("excessive aliasing"))
  }

  @Test func `A billion laughs are refused`() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1..<12 {
      let names = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(reading(text).contains("excessive aliasing"))
    #expect(reading("a: &a [1, 2]\nb: [*a, *a, *a]", limits: .init(expandedNodes: 8)).contains("excessive aliasing"))
    #expect(reading("a: &a [1, 2]\nb: [*a, *a, *a]", limits: .init(expandedNodes: 9)).hasPrefix("{"))
  }
}
