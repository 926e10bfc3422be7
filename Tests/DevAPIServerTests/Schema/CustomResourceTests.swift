import KubeCore
import Support
import Testing

@testable import DevAPIServer

@Suite("Custom resources")
struct CustomResourceTests {
  private static func definition(_ name: String = "crd-create.json") throws -> CustomResourceDefinition {
    try CustomResourceDefinition(try Fixture.request(name))
  }

  private static func resource() throws -> CustomResource {
    try #require(CustomResource(try definition(), version: "v1alpha1"))
  }

  /// The causes of a recorded refusal as `field: message`; Go ranges over maps, so the order is not told.
  private static func causes(_ name: String) throws -> Set<String> {
    let causes = try Fixture.tree(name)["details"]?["causes"]?.elements ?? []
    return Set(causes.map { "\($0["field"]?.stringValue ?? ""): \($0["message"]?.stringValue ?? "")" })
  }

  @Test("A definition is answered with its defaults as recorded")
  func create() throws {
    var definition = try Self.definition()
    definition.prepareForCreate()
    let answer = try Fixture.tree("crd-create.json")
    #expect(definition.validate().isEmpty)
    #expect(definition.specTree == answer["spec"])
    #expect(definition.statusTree == answer["status"])
  }

  @Test("Its names are accepted and it is established as recorded")
  func established() throws {
    var definition = try Self.definition()
    definition.prepareForCreate()
    let now = try #require(Timestamp(rfc3339: "2026-11-21T03:35:37Z"))
    definition.status = definition.established(among: [], now: now)
    #expect(definition.statusTree == (try Fixture.tree("crd-get-established.json")["status"]))
    #expect(definition.established(among: [], now: now.advanced(bySeconds: 60)) == definition.status)
    #expect(try CustomResourceDefinition(try Fixture.tree("crd-get-established.json")).status == definition.status)
  }

  @Test("A name that another definition of the group holds is refused")
  func conflict() throws {
    var first = try Self.definition()
    first.status = first.established(among: [], now: Timestamp(seconds: 0))
    var second = first
    second.name = "others.example.dev"
    second.status = .init()
    second.names.plural = "others"
    let status = second.established(among: [first], now: Timestamp(seconds: 0))
    #expect(status.acceptedNames.plural == "others")
    #expect(status.acceptedNames.kind.isEmpty)
    #expect(!status.isTrue("NamesAccepted"))
    #expect(!status.isTrue("Established"))
    #expect(status.conditions.first?.message == "\"SampleList\" is already in use")
  }

  @Test("An object is defaulted and loses its status and unknown members as recorded")
  func created() throws {
    let resource = try Self.resource()
    let (tree, unknown) = try resource.decode(try Fixture.request("cr-create-defaulted-status-dropped.json"))
    let prepared = resource.preparedForCreate(tree)
    #expect(unknown.isEmpty)
    #expect(prepared["spec"]?.sorted == (try Fixture.tree("cr-create-defaulted-status-dropped.json")["spec"]))
    #expect(prepared["status"] == nil)
    let (_, warned) = try resource.decode(try Fixture.request("cr-unknown-field-warning.json"))
    #expect(warned.count == 1 && warned[0].hasPrefix("spec."))
  }

  @Test(
    "A refused object is told what the recorded answer tells",
    arguments: ["cr-create-422-schema.json", "cr-create-422-cel.json"])
  func refused(name: String) throws {
    let resource = try Self.resource()
    var (tree, _) = try resource.decode(try Fixture.request(name))
    tree["metadata"]?["namespace"] = "automation"
    let errors = resource.validateCreate(resource.preparedForCreate(tree))
    #expect(Set(errors.map(\.description)) == (try Self.causes(name)))
  }

  @Test("A refused status is told what the recorded answer tells")
  func refusedStatus() throws {
    let resource = try Self.resource()
    let old = try Fixture.tree("cr-status-apply.json")
    var new = old
    new["status"]?["risk"] = "Nope"
    let prepared = resource.preparedForStatusUpdate(new, old: old)
    let errors = resource.validateStatusUpdate(prepared, old: old)
    #expect(Set(errors.map(\.description)) == (try Self.causes("cr-status-apply-422-enum.json")))
  }

  @Test("The generation rises with any change but those of metadata and status")
  func generation() throws {
    let resource = try Self.resource()
    let old = try Fixture.tree("cr-status-apply.json")
    var labelled = old
    labelled["metadata"]?["labels"] = ["a": "b"]
    labelled["status"] = nil
    let kept = resource.preparedForUpdate(labelled, old: old)
    #expect(kept["metadata"]?["generation"] == 1)
    #expect(kept["status"] == old["status"])
    var changed = old
    changed["spec"]?["b"] = 6
    #expect(resource.preparedForUpdate(changed, old: old)["metadata"]?["generation"] == 2)
  }

  @Test("Unknown metadata is dropped and named, wrong types are refused")
  func metadata() throws {
    let resource = try Self.resource()
    let given = try Fixture.parse(#"{"metadata":{"name":"x","nope":1,"labels":{"a":""},"creationTimestamp":null}}"#)
    let (tree, unknown) = try resource.decode(given)
    #expect(unknown == ["metadata.nope"])
    #expect(tree["metadata"] == (try Fixture.parse(#"{"labels":{"a":""},"name":"x"}"#)))
    #expect(throws: TypeMismatch.self) {
      try resource.decode(try Fixture.parse(#"{"metadata":{"labels":{"a":1}}}"#))
    }
  }

  @Test(
    "A definition that the server would refuse is refused in its words",
    arguments: [
      (
        #"{"a":{}}"#,
        "spec.validation.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields"
      ),
      (
        #"{"a":{"type":"array"}}"#,
        "spec.validation.openAPIV3Schema.properties[a].items: Required value: must be specified"
      ),
      (
        #"{"a":{"type":"strin"}}"#,
        #"spec.validation.openAPIV3Schema.properties[a].type: Unsupported value: "strin": supported values: "array", "boolean", "integer", "number", "object", "string""#
      ),
      (
        #"{"a":{"type":"string","pattern":"("}}"#,
        #"spec.validation.openAPIV3Schema.properties[a].pattern: Invalid value: "(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): `(`"#
      ),
      (
        #"{"a":{"type":"string","anyOf":[{"type":"string"}]}}"#,
        "spec.validation.openAPIV3Schema.properties[a].anyOf[0].type: Forbidden: must be empty to be structural"
      ),
      (
        #"{"a":{"type":"integer","default":"x"}}"#,
        #"spec.validation.openAPIV3Schema.properties[a].default: Invalid value: "string":  in body must be of type integer: "string""#
      ),
      (
        #"{"a":{"type":"array","items":{"type":"object","properties":{"k":{"type":"string"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"]}}"#,
        "spec.validation.openAPIV3Schema.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"
      ),
      (
        #"{"a":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":{"type":"string"}}}"#,
        "spec.validation.openAPIV3Schema.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"
      ),
    ])
  func refusedSchema(properties: String, expected: String) throws {
    var definition = try Self.definition()
    definition.prepareForCreate()
    definition.versions[0].schema = try StructuralSchema(
      try Fixture.parse(#"{"type":"object","properties":\#(properties)}"#))
    #expect(definition.validate().map(\.description) == [expected])
  }

  @Test("Names, versions and columns are held to the rules")
  func refusedSpec() throws {
    var definition = try Self.definition()
    definition.name = "other.example.dev"
    definition.names.listKind = "Sample"
    definition.versions[0].schema = try StructuralSchema(["type": "object"])
    definition.versions[0].isStorage = false
    definition.versions[0].printerColumns = [.init()]
    definition.status.storedVersions = ["v1alpha1"]
    #expect(
      definition.validate().filter { $0.field != "spec.versions" }.map(\.description) == [
        #"metadata.name: Invalid value: "other.example.dev": must be spec.names.plural+"."+spec.group"#,
        #"spec.names.listKind: Invalid value: "Sample": kind and listKind may not be the same"#,
        "spec.additionalPrinterColumns[0].name: Required value",
        "spec.additionalPrinterColumns[0].type: Required value: must be one of boolean,date,integer,number,string",
        "spec.additionalPrinterColumns[0].JSONPath: Required value",
      ])
    let storage = definition.validate().first { $0.field == "spec.versions" }
    #expect(storage?.detail == "must have exactly one version marked as storage version")
  }
}
