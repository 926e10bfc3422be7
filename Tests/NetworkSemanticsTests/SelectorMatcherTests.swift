import KubeCore
import NetworkSemantics
import Testing

@Suite("Selectors")
struct SelectorMatcherTests {
  private func matches(_ selector: LabelSelector, _ labels: Labels) throws -> Bool {
    try SelectorMatcher(selector).matches(labels)
  }

  @Test("An empty selector matches everything, also a pod without labels")
  func empty() throws {
    #expect(try matches(LabelSelector(), [:]))
    #expect(try matches(LabelSelector(), ["a": "b"]))
    #expect(SelectorMatcher.everything.matchesEverything)
  }

  @Test("NotIn and DoesNotExist match where the key is absent; In and Exists need it")
  func absentKeys() throws {
    let table: [(LabelSelector, absent: Bool, x: Bool, y: Bool)] = [
      (expression("k", "In", ["x"]), false, true, false),
      (expression("k", "NotIn", ["x"]), true, false, true),
      (expression("k", "Exists"), false, true, true),
      (expression("k", "DoesNotExist"), true, false, false),
    ]
    for (selector, absent, x, y) in table {
      #expect(try matches(selector, [:]) == absent)
      #expect(try matches(selector, ["other": "x"]) == absent)
      #expect(try matches(selector, ["k": "x"]) == x)
      #expect(try matches(selector, ["k": "y"]) == y)
    }
  }

  @Test("matchLabels with an empty value needs the key")
  func emptyValue() throws {
    #expect(try !matches(labels(["k": ""]), [:]))
    #expect(try matches(labels(["k": ""]), ["k": ""]))
    #expect(try !matches(labels(["k": ""]), ["k": "x"]))
    #expect(try matches(expression("k", "NotIn", [""]), [:]))
    #expect(try !matches(expression("k", "NotIn", [""]), ["k": ""]))
  }

  @Test("matchLabels and matchExpressions must both hold")
  func conjunction() throws {
    var selector = labels(["app": "web"])
    selector.matchExpressions = [LabelSelectorRequirement(key: "tier", operator: "NotIn", values: ["back"])]
    #expect(try matches(selector, ["app": "web"]))
    #expect(try matches(selector, ["app": "web", "tier": "front"]))
    #expect(try !matches(selector, ["app": "web", "tier": "back"]))
    #expect(try !matches(selector, ["tier": "front"]))
  }

  @Test(
    "What the API server refuses is an error that says why",
    arguments: [
      (expression("k", "in", ["x"]), SelectorError.Reason.unknownOperator("in")),
      (expression("k", "Gt", ["1"]), .unknownOperator("Gt")),
      (expression("k", "", ["1"]), .unknownOperator("")),
      (expression("k", "In"), .valuesMissing), (expression("k", "NotIn"), .valuesMissing),
      (expression("k", "Exists", ["x"]), .valuesNotAllowed), (expression("k", "DoesNotExist", [""]), .valuesNotAllowed),
      (expression("", "Exists"), .invalidKey), (expression("a/b/c", "Exists"), .invalidKey),
      (expression("Example.com/a", "Exists"), .invalidKey), (expression("/a", "Exists"), .invalidKey),
      (expression("-a", "Exists"), .invalidKey),
      (expression(String(repeating: "a", count: 64), "Exists"), .invalidKey),
      (expression("k", "In", ["a b"]), .invalidValue("a b")), (labels(["k": "-"]), .invalidValue("-")),
      (labels(["k": String(repeating: "v", count: 64)]), .invalidValue(String(repeating: "v", count: 64))),
    ])
  func errors(selector: LabelSelector, reason: SelectorError.Reason) {
    #expect { try SelectorMatcher(selector) } throws: { ($0 as? SelectorError)?.reason == reason }
  }

  @Test("Keys with a prefix, dots, dashes and capitals are valid")
  func validKeys() throws {
    for key in ["a", "A_b.c-9", "app.kubernetes.io/name", "x.y/Z", String(repeating: "a", count: 63)] {
      #expect(try matches(expression(key, "Exists"), [key: ""]))
    }
  }

  @Test("Selectors that say the same are equal")
  func normalForm() throws {
    func normal(_ labels: Labels, _ expressions: [(String, String, [String])]) throws -> SelectorMatcher {
      try SelectorMatcher(
        LabelSelector(
          matchLabels: labels,
          matchExpressions: expressions.map { LabelSelectorRequirement(key: $0.0, operator: $0.1, values: $0.2) }))
    }
    let web = try normal(["a": "1"], [])
    #expect(try normal([:], [("a", "In", ["1"])]) == web)
    #expect(try normal(["a": "1"], [("a", "Exists", []), ("a", "In", ["2", "1", "1"])]) == web)
    #expect(try normal([:], [("a", "In", ["1", "2"]), ("a", "NotIn", ["2"])]) == web)
    #expect(
      try normal([:], [("b", "Exists", []), ("a", "NotIn", ["2", "1"])])
        == normal([:], [("a", "NotIn", ["1", "2", "2"]), ("b", "Exists", [])]))
    #expect(
      try normal([:], [("a", "NotIn", ["1"]), ("a", "DoesNotExist", [])]) == normal([:], [("a", "DoesNotExist", [])]))
    #expect(try normal([:], [("a", "Exists", [])]) != normal([:], [("a", "DoesNotExist", [])]))
    let nothing = try normal(["a": "1"], [("a", "NotIn", ["1"])])
    #expect(nothing.matchesNothing)
    #expect(try normal([:], [("b", "Exists", []), ("b", "DoesNotExist", [])]) == nothing)
    #expect(try normal(["b": "1"], [("b", "In", ["2"])]) == nothing)
    #expect(try normal(["b": "1"], [("b", "DoesNotExist", [])]) == nothing)
  }

  @Test("Of labels known in part, a selector may be certain to match, certain not to, or neither")
  func partialKnowledge() throws {
    let known: Labels = ["name": "a"]
    #expect(try SelectorMatcher(LabelSelector()).matches(knowing: known) == true)
    #expect(try SelectorMatcher(labels(["name": "a"])).matches(knowing: known) == true)
    #expect(try SelectorMatcher(labels(["name": "b", "x": "y"])).matches(knowing: known) == false)
    #expect(try SelectorMatcher(labels(["name": "a", "x": "y"])).matches(knowing: known) == nil)
    #expect(try SelectorMatcher(expression("x", "DoesNotExist")).matches(knowing: known) == nil)
  }
}
