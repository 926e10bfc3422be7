import Support
import Testing

@testable import DevAPIServer

@Suite("Structural schema")
struct StructuralSchemaTests {
  /// The schema of the recorded CustomResourceDefinition.
  static func recorded() throws -> StructuralSchema {
    let versions = try Fixture.tree("crd-create.json")["spec"]?["versions"]?.elements
    let schema = try #require(versions?.first?["schema"]?["openAPIV3Schema"])
    return try StructuralSchema(schema)
  }

  @Test("A schema that was read writes itself as the server does")
  func roundTrip() throws {
    let answer = try Fixture.tree("crd-create.json")["spec"]?["versions"]?.elements.first?["schema"]
    #expect(try Self.recorded().tree == answer?["openAPIV3Schema"])
    let request = try Fixture.request("crd-create.json")["spec"]?["versions"]?.elements.first?["schema"]
    let sent = try #require(request?["openAPIV3Schema"])
    #expect(try StructuralSchema(sent).tree == answer?["openAPIV3Schema"])
  }

  @Test("List types and keys are there for server-side apply")
  func listTypes() throws {
    let conditions = try #require(try Self.recorded().member("status")?.member("conditions"))
    #expect(conditions.listType == .map)
    #expect(conditions.listMapKeys == ["type"])
    #expect(try Self.recorded().mapType == .granular)
  }

  @Test("A member of the wrong type is named with its place")
  func mismatch() throws {
    let tree = try Fixture.parse(#"{"properties":{"a":{"maxLength":"x"}}}"#)
    #expect(throws: TypeMismatch(path: "JSONSchemaProps.schema.properties.maxLength", found: "string", wanted: "int64"))
    {
      try StructuralSchema(tree, at: "schema")
    }
  }

  @Test(
    "Defaults fill what is missing",
    arguments: [
      (#"{"a":{"type":"integer","default":5}}"#, "{}", #"{"a":5}"#),
      (#"{"a":{"type":"integer","default":5}}"#, #"{"a":null}"#, #"{"a":5}"#),
      (#"{"a":{"type":"integer","default":5,"nullable":true}}"#, #"{"a":null}"#, #"{"a":null}"#),
      (#"{"a":{"type":"integer"}}"#, #"{"a":null}"#, "{}"),
      (
        #"{"a":{"type":"object","default":{},"properties":{"b":{"type":"string","default":"x"}}}}"#, "{}",
        #"{"a":{"b":"x"}}"#
      ),
      (
        #"{"l":{"type":"array","items":{"type":"object","properties":{"b":{"type":"boolean","default":true}}}}}"#,
        #"{"l":[{},{"b":false}]}"#, #"{"l":[{"b":true},{"b":false}]}"#
      ),
      (
        #"{"m":{"type":"object","additionalProperties":{"type":"integer","default":1}}}"#, #"{"m":{"x":null}}"#,
        #"{"m":{"x":1}}"#
      ),
    ])
  func defaults(properties: String, given: String, expected: String) throws {
    let schema = try StructuralSchema(try Fixture.parse(#"{"type":"object","properties":\#(properties)}"#))
    #expect(schema.defaulted(try Fixture.parse(given)) == (try Fixture.parse(expected)))
  }
}
