import KubeCore
import Support
import Testing

@testable import DevAPIServer

@Suite("Validation rules")
struct RuleTests {
  private static let properties = #"""
    {"s":{"type":"string"},"i":{"type":"integer"},"d":{"type":"number"},"b":{"type":"boolean"},
     "l":{"type":"array","items":{"type":"string"}},"set":{"type":"array","x-kubernetes-list-type":"set",
     "items":{"type":"integer"}},"m":{"type":"object","additionalProperties":{"type":"integer"}},
     "o":{"type":"object","properties":{"x":{"type":"string"}}},"p":{"x-kubernetes-int-or-string":true},
     "t":{"type":"string","format":"date-time"},"dash-ed":{"type":"integer"},"dot.ted":{"type":"integer"},
     "if":{"type":"integer"},"under__score":{"type":"integer"},
     "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},"n":{"type":"string","nullable":true}}
    """#

  private static func schema(_ rule: String, _ more: String = "") throws -> StructuralSchema {
    let quoted = JSONWriter().text(.string(rule))
    return try StructuralSchema(
      try Fixture.parse(
        #"{"type":"object","properties":\#(properties),"x-kubernetes-validations":[{"rule":\#(quoted)\#(more)}]}"#))
  }

  private static func errors(
    _ rule: String, _ value: String, old: String? = nil, _ more: String = ""
  ) throws -> [String] {
    let validator = try #require(RuleValidator(try schema(rule, more), isResourceRoot: false))
    return validator.errors(
      try Fixture.parse(value), old: try old.map { try Fixture.parse($0) }, at: SchemaPath("spec")
    ).map(\.description)
  }

  @Test(
    "A rule holds",
    arguments: [
      ("has(self.s)", #"{"s":""}"#), ("!has(self.s)", "{}"), ("has(self.o) && has(self.o.x)", #"{"o":{"x":"y"}}"#),
      ("self.i == 3 && self.d < 3", #"{"i":3,"d":2.5}"#), ("self.i > self.d", #"{"i":3,"d":2.5}"#),
      ("size(self.s) == 2 && self.s.size() == 2", #"{"s":"éa"}"#), ("size(self.l) >= 1", #"{"l":["a"]}"#),
      ("size(self.m) == 0", #"{"m":{}}"#), ("self.s in ['a', 'b']", #"{"s":"b"}"#),
      ("'k' in self.m", #"{"m":{"k":1}}"#),
      ("self.m['k'] == 1 && self.m.k == 1", #"{"m":{"k":1}}"#), ("self.l[0] == 'a'", #"{"l":["a"]}"#),
      ("self.set == [2, 1]", #"{"set":[1,2]}"#), ("self.l != ['b', 'a']", #"{"l":["a","b"]}"#),
      ("self.p == 80 || self.p == '80%'", #"{"p":"80%"}"#), ("self.p == 80 || self.p == '80%'", #"{"p":80}"#),
      ("self.__if__ == 1 && self.dash__dash__ed == 2", #"{"if":1,"dash-ed":2}"#),
      ("self.dot__dot__ted == 1 && self.under__underscores__score == 2", #"{"dot.ted":1,"under__score":2}"#),
      ("self.b ? self.i == 1 : self.i == 2", #"{"b":false,"i":2}"#), ("-self.i == -3", #"{"i":3}"#),
      // An error on one side is forgiven where the other decides.
      ("self.s == 'x' || true", "{}"), ("true || self.s == 'x'", "{}"), ("!(self.s == 'x' && false)", "{}"),
      ("self.t == self.t && self.t <= self.t", #"{"t":"2026-01-01T00:00:00Z"}"#),
      ("self.s == \"a\\n\\u00e9'\"", #"{"s":"a\né'"}"#), ("self.s == r'\\n'", #"{"s":"\\n"}"#),
      ("self == self", "{}"), ("1 < 2 && 1.0 <= 1.0 && 'a' < 'b' // words", "{}"),
    ])
  func holds(rule: String, value: String) throws {
    #expect(CompiledRule(try Self.schema(rule).validationRules[0], CELType(try Self.schema(rule))).error == nil)
    #expect(try Self.errors(rule, value) == [])
  }

  @Test("A broken rule is told with its message, its reason and its place")
  func broken() throws {
    #expect(try Self.errors("self.i > 1", #"{"i":1}"#) == ["spec: Invalid value: failed rule: self.i > 1"])
    #expect(
      try Self.errors("self.i > 1", #"{"i":1}"#, #","message":" no ","reason":"FieldValueForbidden""#)
        == ["spec: Forbidden: no"])
    #expect(
      try Self.errors("self.i > 1", #"{"i":1}"#, #","message":"no","fieldPath":".o.x""#)
        == ["spec.o.x: Invalid value: no"])
    #expect(
      try Self.errors("self.i > 1", #"{"i":1,"s":"own words"}"#, #","messageExpression":"self.s""#)
        == ["spec: Invalid value: own words"])
  }

  @Test("An error while a rule runs is told with the rule")
  func failing() throws {
    #expect(
      try Self.errors("self.s == 'x'", "{}")
        == ["spec: Invalid value: \"object\": no such key: s evaluating rule: self.s == 'x'"])
    #expect(
      try Self.errors("self.l[1] == 'x'", #"{"l":[]}"#)
        == ["spec: Invalid value: \"object\": index out of bounds: 1 evaluating rule: self.l[1] == 'x'"])
  }

  @Test("Transition rules run on updates alone, others spare what has not changed")
  func transitions() throws {
    #expect(try Self.errors("self.i >= oldSelf.i", #"{"i":1}"#).isEmpty)
    #expect(try Self.errors("self.i >= oldSelf.i", #"{"i":1}"#, old: #"{"i":2}"#).count == 1)
    #expect(try Self.errors("self.i >= oldSelf.i", #"{"i":3}"#, old: #"{"i":2}"#).isEmpty)
    #expect(try Self.errors("self.i > 5", #"{"i":1}"#, old: #"{"i":1}"#).isEmpty)
    #expect(try Self.errors("self.i > 5", #"{"i":2}"#, old: #"{"i":1}"#).count == 1)
  }

  @Test(
    "What does not compile is refused with its place",
    arguments: [
      ("self.nope == 1", "1:5: undefined field 'nope'\n | self.nope == 1\n | ....^"),
      (
        "self.i == 'x'",
        "1:8: found no matching overload for '_==_' applied to '(int, string)'\n | self.i == 'x'\n | .......^"
      ),
      (
        "self.i && true",
        "1:5: expected type 'bool' but found 'int'\n | self.i && true\n | ....^"
      ),
      ("nope", "1:1: undeclared reference to 'nope' (in container '')\n | nope\n | ^"),
      (
        "self.s in self.m.k",
        "1:8: found no matching overload for '@in' applied to '(string, int)'\n | self.s in self.m.k\n | .......^"
      ),
      (
        "size(self.i) == 1",
        "1:5: found no matching overload for 'size' applied to '(int)'\n | size(self.i) == 1\n | ....^"
      ),
      ("has(self)", "1:5: invalid argument to has() macro\n | has(self)\n | ....^"),
      (
        "self.s.matches('x')",
        "1:15: function 'matches' is not supported by this server\n | self.s.matches('x')\n | ..............^"
      ),
      (
        "self.l.all(x, x == '')",
        "1:11: function 'all' is not supported by this server\n | self.l.all(x, x == '')\n | ..........^"
      ),
      ("self.i + 1 == 2", "1:8: operator '_+_' is not supported by this server\n | self.i + 1 == 2\n | .......^"),
      ("self.free.x == 1", "1:10: undefined field 'x'\n | self.free.x == 1\n | .........^"),
    ])
  func refused(rule: String, expected: String) throws {
    let schema = try Self.schema(rule)
    #expect(
      CompiledRule(schema.validationRules[0], CELType(schema)).error == "compilation failed: ERROR: <input>:" + expected
    )
  }

  @Test("A rule must be a condition, a message expression a text")
  func types() throws {
    let schema = try Self.schema("self.i")
    #expect(CompiledRule(schema.validationRules[0], CELType(schema)).error == "cel expression must evaluate to a bool")
    let worded = try Self.schema("true", #","messageExpression":"self.i""#)
    let compiled = CompiledRule(worded.validationRules[0], CELType(worded))
    #expect(compiled.error == nil)
    #expect(compiled.messageError == "messageExpression must evaluate to a string")
  }

  @Test("Deep nesting ends in an error")
  func depth() {
    let source = String(repeating: "(", count: 100_000)
    #expect(throws: CELError.self) { try CELParser.parse(source) }
    #expect(throws: CELError.self) { try CELParser.parse(String(repeating: "!", count: 100_000) + "true") }
    #expect(throws: CELError.self) { try CELParser.parse(String(repeating: "[", count: 100_000)) }
  }
}
