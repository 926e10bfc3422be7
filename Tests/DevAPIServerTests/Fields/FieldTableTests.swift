import KubeCore
import Support
import Testing

@testable import DevAPIServer

@Suite("The fields of built-in kinds")
struct FieldTableTests {
  private let table = FieldTable.builtin

  @Test("Every type that a field has is in the table")
  func whole() {
    func message(_ type: FieldType) -> String? {
      switch type {
      case .message(let name): name
      case .list(let element), .map(let element): message(element)
      case .scalar: nil
      }
    }
    for type in table.types {
      let fields = table[type]?.fields ?? []
      #expect(!fields.isEmpty, "\(type)")
      for field in fields {
        if let name = message(field.type) { #expect(table[name] != nil, "\(type).\(field.name): \(name)") }
      }
      let numbers = fields.map(\.number).filter { $0 != 0 }
      #expect(Set(numbers).count == numbers.count, "\(type)")
    }
    for served in BuiltinResources.all {
      #expect(
        table.typeName(group: served.resource.group, kind: served.resource.kind) != nil, "\(served.qualifiedName)")
    }
  }

  @Test("It knows every field that merges in a way of its own")
  func merges() {
    // Kinds of volumes that the API no longer has, and what is reached through references alone, stay out.
    for (type, entry) in MergeKeyTable.builtin.types where table[type] != nil {
      for name in entry.fields.keys { #expect(table.field(name, of: type) != nil, "\(type).\(name)") }
    }
  }

  @Test(
    "A list in protobuf holds what the same list in JSON does, whole", arguments: ProtobufConformanceTests.kinds.indices
  )
  func recordedLists(kind: Int) throws {
    let resource = ProtobufConformanceTests.kinds[kind].resource
    let type = try #require(table.typeName(group: resource.group, kind: resource.kind))
    let found = try ProtobufObjectReader.items(try Recording.bytes("list-\(resource.plural).pb"), of: type)
    let wanted = try Recording.tree("list-\(resource.plural).json")["items"]?.elements ?? []
    #expect(found.count == wanted.count)
    for (item, other) in zip(found, wanted) { #expect(item.sorted.withoutTimes == other.sorted.withoutTimes) }
  }

  @Test("No recorded object has a field that the table does not know", arguments: ConformanceTests.lists.dropLast())
  func recordedObjects(file: String) throws {
    let list = try Recording.tree(file)
    let kind = String((list["kind"]?.stringValue ?? "").dropLast("List".count))
    for item in list["items"]?.elements ?? [] {
      var decoder = FieldDecoder()
      let decoded = try decoder.object(item, kind)
      #expect(decoder.unknownFields == [])
      #expect(decoded == item)
    }
  }

  @Test(
    "Unknown fields are named by their place and dropped",
    arguments: [
      ("NetworkPolicy", #"{"spec":{"podSelector":{},"foo":1}}"#, ["spec.foo"], #"{"spec":{"podSelector":{}}}"#),
      (
        "NetworkPolicy", #"{"spec":{"ingress":[{"from":[{"podselector":{}}]}]}}"#,
        ["spec.ingress[0].from[0].podselector"], #"{"spec":{"ingress":[{"from":[{}]}]}}"#
      ),
      (
        "CronJob", #"{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"img":"a"}]}}}}}}"#,
        ["spec.jobTemplate.spec.template.spec.containers[0].img"],
        #"{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{}]}}}}}}"#
      ),
      (
        "Pod", #"{"spec":{"volumes":[{"name":"v","emptyDir":{}}]},"extra":1}"#, ["extra"],
        #"{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}"#
      ),
      ("PodTemplateSpec", #"{"kind":"Pod"}"#, ["kind"], "{}"),
      (
        "ConfigMap",
        #"{"kind":"ConfigMap","data":{"any.name":"x"},"metadata":{"labels":{"a":"b"},"annotations":null}}"#,
        [], #"{"kind":"ConfigMap","data":{"any.name":"x"},"metadata":{"labels":{"a":"b"}}}"#
      ),
      ("EndpointSlice", #"{"endpoints":null}"#, [], #"{"endpoints":null}"#),
      (
        "Container", #"{"resources":{"limits":{"cpu":1,"memory":"1Gi"}}}"#, [],
        #"{"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}"#
      ),
    ])
  func unknown(type: String, text: String, unknown: [String], known: String) throws {
    var decoder = FieldDecoder()
    let decoded = try decoder.object(try Fixture.parse(text), type)
    #expect(decoder.unknownFields == unknown)
    #expect(decoded == (try Fixture.parse(known)))
  }

  @Test(
    "A value of another type is refused in Go's words",
    arguments: [
      (
        "NetworkPolicy", #"{"spec":{"podSelector":"x"}}"#,
        "string into Go struct field NetworkPolicySpec.spec.podSelector of type v1.LabelSelector"
      ),
      (
        "Deployment", #"{"spec":{"template":{"spec":{"containers":[{"env":[{"name":"a","value":1}]}]}}}}"#,
        "number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string"
      ),
      ("CronJob", #"{"spec":{"suspend":"no"}}"#, "string into Go struct field CronJobSpec.spec.suspend of type bool"),
      (
        "Deployment", #"{"spec":{"replicas":99999999999}}"#,
        "number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32"
      ),
      (
        "ConfigMap", #"{"metadata":{"labels":{"a":1}}}"#,
        "number into Go struct field ObjectMeta.metadata.labels of type string"
      ),
    ])
  func mismatch(type: String, text: String, words: String) throws {
    var decoder = FieldDecoder()
    let error = #expect(throws: TypeMismatch.self) { _ = try decoder.object(try Fixture.parse(text), type) }
    #expect(error?.message == "json: cannot unmarshal " + words)
  }

  @Test(
    "Members that stand twice are found wherever they are",
    arguments: [
      (#"{"a":1,"b":{"c":1,"c":2,"c":3},"a":2}"#, ["b.c", "a"]), (#"{"l":[{"x":"\"","x":[]}, {"x":1}]}"#, ["l[0].x"]),
      (#"{"a":{"x":1},"b":{"x":1}}"#, []), ("[", []), (#"{"a"#, []), (#"{"a":}"#, []), ("[,,]", []), ("", []),
    ])
  func duplicates(text: String, paths: [String]) {
    #expect(DuplicateFields.paths(in: Array(text.utf8)) == paths)
  }
}

extension Tree {
  /// Without members that are `null`: JSON shows times that are not set in some places, protobuf has no word for them.
  fileprivate var withoutTimes: Tree {
    switch self {
    case .object(let members):
      .object(members.filter { $0.value != .null }.map { Member($0.name, $0.value.withoutTimes) })
    case .array(let elements): .array(elements.map(\.withoutTimes))
    default: self
    }
  }
}
