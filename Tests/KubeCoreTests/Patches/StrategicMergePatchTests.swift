import KubeCore
import Support
import Testing

@Suite("Strategic merge patch")
struct StrategicMergePatchTests {
  private static func pod(_ spec: String) -> String { #"{"spec":\#(spec)}"# }

  /// Original, patch and result of a PodSpec.
  static let specs: [(String, String, String)] = [
    // A new container goes first, as `kubectl patch` shows it.
    (
      #"{"containers":[{"name":"a","image":"1"}]}"#, #"{"containers":[{"name":"b","image":"2"}]}"#,
      #"{"containers":[{"name":"b","image":"2"},{"name":"a","image":"1"}]}"#
    ),
    (
      #"{"containers":[{"name":"a","image":"1","tty":true}]}"#, #"{"containers":[{"name":"a","image":"2"}]}"#,
      #"{"containers":[{"name":"a","image":"2","tty":true}]}"#
    ),
    (
      #"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"name":"a","$patch":"delete"}]}"#,
      #"{"containers":[{"name":"b"}]}"#
    ),
    (
      #"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"$patch":"replace"},{"name":"c"}]}"#,
      #"{"containers":[{"name":"c"}]}"#
    ),
    (
      #"{"containers":[{"name":"m","env":[{"name":"A","value":"1"}]}]}"#,
      #"{"containers":[{"name":"m","env":[{"name":"B","value":"2"},{"name":"A","$patch":"delete"}]},{"name":"n","image":"k"}]}"#,
      #"{"containers":[{"name":"m","env":[{"name":"B","value":"2"}]},{"name":"n","image":"k"}]}"#
    ),
    // Tolerations have no key: replaced.
    (
      #"{"tolerations":[{"key":"a"},{"key":"b"}]}"#, #"{"tolerations":[{"key":"c"}]}"#,
      #"{"tolerations":[{"key":"c"}]}"#
    ),
    (
      #"{"nodeSelector":{"a":"1","b":"2"}}"#, #"{"nodeSelector":{"a":null,"c":"3"}}"#,
      #"{"nodeSelector":{"b":"2","c":"3"}}"#
    ),
    (#"{"nodeSelector":{"a":"1"}}"#, #"{"nodeSelector":{"$patch":"replace","c":"3"}}"#, #"{"nodeSelector":{"c":"3"}}"#),
    (#"{"nodeSelector":{"a":"1"}}"#, #"{"nodeSelector":{"$patch":"delete"}}"#, #"{"nodeSelector":{}}"#),
    (
      #"{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#,
      #"{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"containers":[{"name":"c","image":"1"}]}"#,
      #"{"containers":[{"name":"b"},{"name":"c","image":"1"},{"name":"a"}]}"#
    ),
    (
      #"{"volumes":[{"name":"v","emptyDir":{}}]}"#,
      #"{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/"}}]}"#,
      #"{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}"#
    ),
    (
      "{}", #"{"containers":[{"name":"a","image":null},{"$patch":"delete","name":"b"}]}"#,
      #"{"containers":[{"name":"a"}]}"#
    ),
    (
      #"{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"}]}]}"#,
      #"{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"},{"containerPort":81}]}]}"#,
      #"{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP","name":"web"},{"containerPort":81}]}]}"#
    ),
  ]

  @Test("The lists and objects of a PodSpec merge by its tags", arguments: specs)
  func merges(original: String, patch: String, result: String) throws {
    let patch = StrategicMergePatch(try json(Self.pod(patch)))
    let merged = try patch.apply(to: try json(Self.pod(original)), type: "Pod")
    #expect(canonical(merged) == canonical(try json(Self.pod(result))))
  }

  @Test("Finalizers merge by value and are deleted by a list beside them")
  func finalizers() throws {
    let original = try json(#"{"metadata":{"finalizers":["a","b","c"]}}"#)
    let added = try StrategicMergePatch(try json(#"{"metadata":{"finalizers":["d","b"]}}"#)).apply(
      to: original, type: "Pod")
    #expect(Set(added["metadata"]?["finalizers"]?.elements ?? []) == ["a", "b", "c", "d"])
    #expect(added["metadata"]?["finalizers"]?.elements.count == 4)
    let removed = try StrategicMergePatch(try json(#"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a","c"]}}"#))
      .apply(to: original, type: "Pod")
    #expect(removed["metadata"]?["finalizers"] == ["b"])
  }

  /// As a 1.36.2 server answered for a Deployment with one container `m`.
  static let failures: [(String, Int, String)] = [
    (#"{"spec":{"$patch":"foo"}}"#, 500, "unknown patch type: foo in map: map[$patch:foo]"),
    (#"{"spec":{"containers":[{"image":"x"}]}}"#, 500, "map: map[image:x] does not contain declared merge key: name"),
    (#"{"spec":{"containers":["x"]}}"#, 500, "list element types are not identical: [[map[image:i name:m]] [x]]"),
    (#"{"metadata":{"$deleteFromPrimitiveList":["x"]}}"#, 400, "invalid patch format of primitive list"),
    (#"{"spec":{"$retainKeys":["a"],"b":1}}"#, 400, "invalid patch format of retainKeys"),
    (#"{"spec":{"$retainKeys":"a"}}"#, 400, "invalid patch format of retainKeys"),
    (#"{"spec":{"$setElementOrder/containers":"a"}}"#, 500, "expected a []interface {}, but received a string"),
    (
      #"{"spec":{"$setElementOrder/containers":[{"name":"z"}],"containers":[{"name":"m","image":"j"}]}}"#, 500,
      "The order in patch list:\n[map[image:j name:m]]\n doesn't match $setElementOrder list:\n[map[name:z]]\n"
    ),
    (#"{"spec":{"$setElementOrder":[{"name":"z"}]}}"#, 400, "invalid patch format of setElementOrder list"),
    (
      #"{"spec":{"containers":[{"$patch":"merge","name":"m"}]}}"#, 500,
      "merging lists cannot yet be specified in the patch"
    ),
    (
      #"{"spec":{"containers":[{"$patch":"zz","name":"m"}]}}"#, 500,
      "unknown patch type: zz in map: map[$patch:zz name:m]"
    ),
    (
      #"{"spec":{"containers":[{"$patch":"delete"}]}}"#, 500,
      "map: map[$patch:delete] does not contain declared merge key: name"
    ),
  ]

  @Test("Refusals carry the server's status and words", arguments: failures)
  func refuses(patch: String, code: Int, message: String) throws {
    let original = try json(#"{"metadata":{},"spec":{"containers":[{"name":"m","image":"i"}]}}"#)
    let patch = StrategicMergePatch(try json(patch))
    let error = #expect(throws: PatchError.self) { try patch.apply(to: original, type: "Pod") }
    #expect(error?.code == code)
    #expect(error?.message == message)
  }

  @Test(
    "Without merging lists and directives, a strategic merge patch is a merge patch",
    arguments: 0..<300 as Range<UInt64>)
  func isMergePatch(seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed)
    let original = generator.object()
    let patch = generator.object()
    let strategic = try StrategicMergePatch(patch).apply(to: original, type: "ConfigMap")
    #expect(canonical(strategic) == canonical(MergePatch(patch).apply(to: original)))
  }

  @Test("Applying a patch twice is applying it once", arguments: specs)
  func isIdempotent(original: String, patch: String, result: String) throws {
    let patch = StrategicMergePatch(try json(Self.pod(patch)))
    let once = try patch.apply(to: try json(Self.pod(original)), type: "Pod")
    let twice = try patch.apply(to: once, type: "Pod")
    let sorted = { (tree: Tree) in
      (tree["spec"]?["containers"]?.elements ?? []).map(canonical).map(\.hashValue).sorted()
    }
    #expect(sorted(twice) == sorted(once))
  }

  @Test("Every type that a field names is in the table")
  func tableIsClosed() {
    let table = MergeKeyTable.builtin
    #expect(table.types.count > 60)
    for (name, entry) in table.types {
      for (field, value) in entry.fields where !value.type.isEmpty {
        #expect(table.types[value.type] != nil, "\(name).\(field)")
      }
    }
    #expect(
      table.field("ports", of: "ServiceSpec")?.shape
        == .list(patchKey: "port", apply: .map([.init(name: "port"), .init(name: "protocol", defaultValue: "TCP")])))
  }
}
