import KubeCore
import Support
import Testing

@testable import DevAPIServer

/// The messages were taken from a Kubernetes 1.36.2 API server.
@Suite("Schema validation")
struct SchemaValidatorTests {
  private static func errors(_ schema: String, _ value: String, old: String? = nil) throws -> [String] {
    let schema = try StructuralSchema(try Fixture.parse(schema))
    let old = try old.map { try Fixture.parse($0) }
    return SchemaValidator().errors(try Fixture.parse(value), schema, old: old).map(\.description)
  }

  @Test(
    "A value that breaks one rule is named in the server's words",
    arguments: [
      (#"{"type":"string","maxLength":2}"#, #""abc""#, "a: Too long: may not be more than 2 bytes"),
      (
        #"{"type":"string","minLength":2}"#, #""é""#,
        "a: Invalid value: \"é\": a in body should be at least 2 chars long"
      ),
      (#"{"type":"string","pattern":"^x"}"#, #""abc""#, "a: Invalid value: \"abc\": a in body should match '^x'"),
      (#"{"type":"string","enum":["A","B"]}"#, #""C""#, "a: Unsupported value: \"C\": supported values: \"A\", \"B\""),
      (#"{"type":"integer","enum":[1,2]}"#, "3", "a: Unsupported value: 3: supported values: \"1\", \"2\""),
      (#"{"type":"integer","minimum":1}"#, "0", "a: Invalid value: 0: a in body should be greater than or equal to 1"),
      (
        #"{"type":"integer","maximum":1,"exclusiveMaximum":true}"#, "1",
        "a: Invalid value: 1: a in body should be less than 1"
      ),
      (
        #"{"type":"number","minimum":0.5}"#, "0.25",
        "a: Invalid value: 0.25: a in body should be greater than or equal to 0.5"
      ),
      (#"{"type":"integer","multipleOf":3}"#, "4", "a: Invalid value: 4: a in body should be a multiple of 3"),
      (#"{"type":"integer"}"#, #""x""#, "a: Invalid value: \"string\": a in body must be of type integer: \"string\""),
      (#"{"type":"string"}"#, "1", "a: Invalid value: \"integer\": a in body must be of type string: \"integer\""),
      (
        #"{"type":"string","format":"date-time"}"#, #""x""#,
        "a: Invalid value: \"x\": a in body must be of type date-time: \"x\""
      ),
      (
        #"{"type":"integer","format":"int32"}"#, "4294967296",
        "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in a"
      ),
      (
        #"{"type":"array","items":{"type":"string"},"maxItems":1}"#, #"["x","y"]"#,
        "a: Too many: 2: must have at most 1 item"
      ),
      (
        #"{"type":"array","items":{"type":"string"},"minItems":1}"#, "[]",
        "a: Invalid value: 0: a in body should have at least 1 items"
      ),
      (
        #"{"type":"array","items":{"type":"string"}}"#, "[1]",
        "a[0]: Invalid value: \"integer\": a[0] in body must be of type string: \"integer\""
      ),
      (#"{"type":"object","required":["b"]}"#, "{}", "a.b: Required value"),
      (
        #"{"type":"object","minProperties":1}"#, "{}",
        "a: Invalid value: 0: a in body should have at least 1 properties"
      ),
      (
        #"{"type":"object","maxProperties":0,"additionalProperties":{"type":"string"}}"#, #"{"x":"y"}"#,
        "a: Too many: 1: must have at most 0 items"
      ),
      (
        #"{"type":"object","additionalProperties":{"type":"string"}}"#, #"{"x":1}"#,
        "a.x: Invalid value: \"integer\": a.x in body must be of type string: \"integer\""
      ),
      (
        #"{"x-kubernetes-int-or-string":true}"#, "true",
        "a: Invalid value: \"boolean\": a in body must be of type integer,string: \"boolean\""
      ),
      (
        #"{"type":"string","not":{"enum":["x"]}}"#, #""x""#,
        "<nil>: Invalid value: \"\": \"a\" must not validate the schema (not)"
      ),
    ])
  func message(schema: String, value: String, expected: String) throws {
    let found = try Self.errors(#"{"type":"object","properties":{"a":\#(schema)}}"#, #"{"a":\#(value)}"#)
    #expect(found == [expected])
  }

  @Test(
    "Values that the server takes are taken",
    arguments: [
      (#"{"type":"string","nullable":true}"#, "null"), (#"{"type":"number"}"#, "1"), (#"{"type":"integer"}"#, "2.0"),
      (#"{"x-kubernetes-int-or-string":true}"#, #""80%""#), (#"{"type":"string","format":"nobody-knows"}"#, #""x""#),
      (#"{"type":"string","format":"date-time"}"#, #""2026-11-21T03:35:39Z""#),
      (#"{"type":"string","format":"ipv4"}"#, #""10.0.0.1""#), (#"{"type":"string","format":"cidr"}"#, #""fd00::/8""#),
      (#"{"type":"string","format":"duration"}"#, #""1h30m""#),
      (#"{"type":"string","format":"duration"}"#, #""3 days""#),
      (#"{"type":"string","maxLength":3}"#, #""äöü""#), (#"{"x-kubernetes-preserve-unknown-fields":true}"#, "[1,{}]"),
    ])
  func accepted(schema: String, value: String) throws {
    #expect(try Self.errors(#"{"type":"object","properties":{"a":\#(schema)}}"#, #"{"a":\#(value)}"#).isEmpty)
  }

  @Test("A fraction is no integer, in two sentences")
  func fraction() throws {
    #expect(
      try Self.errors(#"{"type":"object","properties":{"a":{"type":"integer"}}}"#, #"{"a":1.5}"#) == [
        #"a: Invalid value: "number": a in body must be of type integer: "number""#,
        #"<nil>: Invalid value: "": Checked value must be of type integer (default format) in a"#,
      ])
  }

  @Test("Of the branches of a oneOf the best is reported after the sum")
  func oneOf() throws {
    let schema = #"""
      {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
       "oneOf":[{"required":["a"]},{"required":["b"]}]}
      """#
    #expect(try Self.errors(schema, #"{"a":"x"}"#).isEmpty)
    #expect(
      try Self.errors(schema, "{}") == [
        #"<nil>: Invalid value: "": "" must validate one and only one schema (oneOf). Found none valid"#,
        "a: Required value",
      ])
    #expect(
      try Self.errors(schema, #"{"a":"x","b":"y"}"#) == [
        #"<nil>: Invalid value: "": "" must validate one and only one schema (oneOf). Found 2 valid alternatives"#
      ])
  }

  @Test("What was wrong before and is the same is let pass on an update")
  func ratcheting() throws {
    let schema = #"{"type":"object","properties":{"a":{"type":"string","maxLength":1},"b":{"type":"integer"}}}"#
    #expect(try Self.errors(schema, #"{"a":"long","b":2}"#, old: #"{"a":"long","b":1}"#).isEmpty)
    #expect(try Self.errors(schema, #"{"a":"longer","b":1}"#, old: #"{"a":"long","b":1}"#).count == 1)
  }

  @Test(
    "Unknown members are dropped and named",
    arguments: [
      (#"{"a":1,"x":2}"#, #"{"a":1}"#, ["x"]),
      (#"{"o":{"p":1,"q":2}}"#, #"{"o":{"p":1}}"#, ["o.q"]),
      (#"{"l":[{"p":1},{"r":1}]}"#, #"{"l":[{"p":1},{}]}"#, ["l[1].r"]),
      (#"{"free":{"any":1,"known":{"p":1,"z":2}}}"#, #"{"free":{"any":1,"known":{"p":1}}}"#, ["free.known.z"]),
      (#"{"m":{"k":{"p":1,"q":1}}}"#, #"{"m":{"k":{"p":1}}}"#, ["m.k.q"]),
      (
        #"{"apiVersion":"v","kind":"K","metadata":{"any":1}}"#, #"{"apiVersion":"v","kind":"K","metadata":{"any":1}}"#,
        []
      ),
    ])
  func pruning(given: String, expected: String, unknown: [String]) throws {
    let inner = #"{"type":"object","properties":{"p":{"type":"integer"}}}"#
    let schema = try StructuralSchema(
      try Fixture.parse(
        #"""
        {"type":"object","properties":{"a":{"type":"integer"},"o":\#(inner),"l":{"type":"array","items":\#(inner)},
         "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"known":\#(inner)}},
         "m":{"type":"object","additionalProperties":\#(inner)}}}
        """#))
    let pruned = schema.pruned(try Fixture.parse(given))
    #expect(pruned.tree == (try Fixture.parse(expected)))
    #expect(pruned.unknownFields == unknown)
  }

  @Test(
    "Elements that stand twice are refused by the type of the list",
    arguments: [
      (#""set""#, "[]", #"["a","b","a","a"]"#, ["l[2]: Duplicate value: \"a\""]),
      (#""map""#, #"["k"]"#, #"[{"k":"a","v":1},{"k":"a","v":2}]"#, [#"l[1]: Duplicate value: {"k":"a"}"#]),
      (#""map""#, #"["k","v"]"#, #"[{"k":"a","v":1},{"k":"a","v":2}]"#, []),
      (
        #""map""#, #"["k"]"#, #"["a"]"#, [#"l[0]: Invalid value: "a": must be an object for an array of list-type map"#]
      ),
      (#""atomic""#, "[]", #"["a","a"]"#, []),
    ])
  func listTypes(type: String, keys: String, value: String, expected: [String]) throws {
    let list = #"{"type":"array","x-kubernetes-list-type":\#(type),"x-kubernetes-list-map-keys":\#(keys)}"#
    let schema = try StructuralSchema(try Fixture.parse(#"{"type":"object","properties":{"l":\#(list)}}"#))
    #expect(schema.listTypeErrors(try Fixture.parse(#"{"l":\#(value)}"#)).map(\.description) == expected)
  }
}
