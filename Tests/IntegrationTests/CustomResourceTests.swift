import KubeClient
import KubeCore
import Support
import Testing

/// A custom resource from its definition to its end, as the operator meets it.
@Suite("A custom resource in a cluster", .timeLimit(.minutes(2)))
struct CustomResourceTests {
  @Test("Defined, established, defaulted, its status applied, watched; its watches end with the definition")
  func life() async throws {
    try await TestCluster.withNamespace { client, namespace in
      try await Self.withDefinition(client) { definition in
        let collection = ObjectPath(Widget.resource, namespace: namespace)
        let path = ObjectPath(Widget.resource, namespace: namespace, name: "w")
        let created = try await client.create(
          collection, TestCluster.object(Widget.resource.apiVersion, "Widget", "w", ("spec", ["color": "red"])))
        #expect(created["spec"] == ["color": "red", "size": 3])
        #expect(created["metadata"]?["generation"] == 1)

        let status = TestCluster.object(Widget.resource.apiVersion, "Widget", "w", ("status", ["phase": "Ready"]))
        let applied = try await client.patch(path.status, .apply, status, WriteOptions(fieldManager: "test"))
        #expect(applied["status"] == ["phase": "Ready"] && applied["spec"] == created["spec"])
        #expect(applied["metadata"]?["generation"] == 1)
        let seen = try await Self.widget(client, namespace, after: created) { !$0.phase.isEmpty }
        #expect(seen?.phase == "Ready" && seen?.size == 3)
        // The object itself keeps its status, whatever a write of it says.
        var changed = applied
        changed["status"] = ["phase": "Wrong"]
        #expect(try await client.update(path, changed)["status"] == ["phase": "Ready"])
        let wrong = TestCluster.object(Widget.resource.apiVersion, "Widget", "x", ("spec", ["size": "large"]))
        #expect(await TestCluster.failure { try await client.create(collection, wrong) }?.isInvalid == true)

        let stream = try await client.watch(Widget.self, namespace: namespace, Self.watching(after: applied))
        let definitions = try await Self.watchDefinition(client, definition)
        _ = try await client.delete(definition)
        #expect(try await stream.words().last == "deleted w")
        _ = try await definitions.words(until: "deleted \(definition.name)")
        #expect(await TestCluster.failure { try await client.get(path) }?.isNotFound == true)
      }
    }
  }

  private static func watching(after object: Tree) -> WatchOptions {
    var options = WatchOptions(timeoutSeconds: 60)
    options.resourceVersion = object["metadata"]?["resourceVersion"]?.stringValue
    return options
  }

  /// The first state after `object` that is as wanted. The server ends the watches of a kind while its definition
  /// settles (apiextensions-apiserver `customresource_handler.go`, `updateCustomResourceDefinition`): then again.
  private static func widget(
    _ client: KubeClient, _ namespace: String, after object: Tree, _ isWanted: (Widget) -> Bool
  ) async throws -> Widget? {
    for _ in 0..<5 {
      let stream = try await client.watch(Widget.self, namespace: namespace, watching(after: object))
      if let found = try await stream.first(where: isWanted) {
        stream.cancel()
        return found
      }
    }
    return nil
  }

  private static func watchDefinition(
    _ client: KubeClient, _ path: ObjectPath
  ) async throws -> any WatchStream<Definition> {
    var options = WatchOptions(timeoutSeconds: 60)
    options.fieldSelector = "metadata.name=\(path.name)"
    return try await client.watch(Definition.self, options)
  }

  /// The definition, established; it is gone afterwards.
  private static func withDefinition(_ client: KubeClient, _ body: (ObjectPath) async throws -> Void) async throws {
    let path = ObjectPath(Definition.resource, name: "widgets.test.netrisk.dev")
    let stream = try await watchDefinition(client, path)
    // What a run that broke off has left.
    if await TestCluster.failure({ try await client.delete(path) }) == nil {
      _ = try await stream.words(until: "deleted \(path.name)")
    }
    _ = try await client.create(ObjectPath(Definition.resource), definition)
    #expect(try await stream.first { $0.isEstablished } != nil)
    stream.cancel()
    do { try await body(path) } catch {
      _ = try? await client.delete(path)
      throw error
    }
    _ = try? await client.delete(path)
  }

  private static let definition: Tree = [
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
    "metadata": ["name": "widgets.test.netrisk.dev"],
    "spec": [
      "group": "test.netrisk.dev", "scope": "Namespaced",
      "names": ["plural": "widgets", "singular": "widget", "kind": "Widget", "listKind": "WidgetList"],
      "versions": [
        [
          "name": "v1", "served": true, "storage": true, "subresources": ["status": [:]],
          "schema": [
            "openAPIV3Schema": [
              "type": "object",
              "properties": [
                "spec": [
                  "type": "object",
                  "properties": ["color": ["type": "string"], "size": ["type": "integer", "default": 3]],
                ],
                "status": ["type": "object", "properties": ["phase": ["type": "string"]]],
              ],
            ]
          ],
        ]
      ],
    ],
  ]
}

/// The kind that the test defines.
private struct Widget: Resource {
  static let resource = APIResource(
    group: "test.netrisk.dev", version: "v1", plural: "widgets", kind: "Widget", isNamespaced: true, hasProtobuf: false)

  var metadata = ObjectMeta()
  var spec = WidgetSpec()
  var status = WidgetStatus()

  var size: Int32 { spec.size }
  var phase: String { status.phase }

  static let wireFields = [WireField("metadata", 1), WireField("spec", 2), WireField("status", 3)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    case 3: try reader.message(into: &status)
    default: break
    }
  }
}

private struct WidgetSpec: Hashable, WireMessage {
  var size: Int32 = 0
  static let wireFields = [WireField("size", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { size = try reader.int32() }
  }
}

private struct WidgetStatus: Hashable, WireMessage {
  var phase = ""
  static let wireFields = [WireField("phase", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { phase = try reader.string() }
  }
}

/// A CustomResourceDefinition, as far as whether it is established.
private struct Definition: Resource {
  static let resource = APIResource(
    group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition", isNamespaced: false, hasProtobuf: false)

  var metadata = ObjectMeta()
  var status = DefinitionStatus()

  var isEstablished: Bool { status.conditions.contains { $0.type == "Established" && $0.status == "True" } }

  static let wireFields = [WireField("metadata", 1), WireField("status", 3)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 3: try reader.message(into: &status)
    default: break
    }
  }
}

private struct DefinitionStatus: Hashable, WireMessage {
  var conditions: [DefinitionCondition] = []
  static let wireFields = [WireField("conditions", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { try reader.append(to: &conditions) }
  }
}

private struct DefinitionCondition: Hashable, WireMessage {
  var type = ""
  var status = ""
  static let wireFields = [WireField("type", 1), WireField("status", 2)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: type = try reader.string()
    case 2: status = try reader.string()
    default: break
    }
  }
}
