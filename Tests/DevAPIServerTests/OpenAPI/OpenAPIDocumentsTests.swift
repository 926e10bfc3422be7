import KubeCore
import Support
import Testing

@testable import DevAPIServer

@Suite("OpenAPI documents")
struct OpenAPIDocumentsTests {
  private static func documents() throws -> OpenAPIDocuments {
    let definition = try CustomResourceDefinition(try Fixture.tree("crd-get-established.json"))
    let custom = ServedResource.resources(of: definition)
    return OpenAPIDocuments(resources: BuiltinResources.all + custom)
  }

  @Test("The index has every group and version, each with a hash of its document")
  func index() throws {
    let paths = try Self.documents().index["paths"]
    let address = paths?["apis/example.dev/v1alpha1"]?["serverRelativeURL"]?.stringValue ?? ""
    #expect(address.hasPrefix("/openapi/v3/apis/example.dev/v1alpha1?hash="))
    #expect(address.split(separator: "=").last?.count == 64)
    #expect(paths?["api/v1"] != nil)
    #expect(try Self.documents().document("apis/nope/v1") == nil)
  }

  @Test("A custom kind is described in full and found by its kind")
  func custom() throws {
    let document = try #require(try Self.documents().document("apis/example.dev/v1alpha1"))
    let schema = document["components"]?["schemas"]?["dev.example.v1alpha1.Sample"]
    #expect(schema?["properties"]?["spec"]?["properties"]?["b"]?["minimum"] == 1)
    let kind: Tree = ["group": "example.dev", "kind": "Sample", "version": "v1alpha1"]
    #expect(schema?["x-kubernetes-group-version-kind"] == [kind])
    let path = document["paths"]?["/apis/example.dev/v1alpha1/namespaces/{namespace}/samples/{name}"]
    #expect(path?["patch"]?["x-kubernetes-group-version-kind"] == kind)
    #expect(path?["patch"]?["parameters"]?.elements.contains { $0["name"] == "fieldValidation" } == true)
  }

  @Test("A built-in kind is described by its fields, and how its lists merge")
  func builtin() throws {
    let schemas = try #require(try Self.documents().document("api/v1"))["components"]?["schemas"]
    let pod = schemas?["core.v1.Pod"]
    #expect(pod?["properties"]?["spec"] == ["$ref": "#/components/schemas/io.k8s.api.v1.PodSpec"])
    let containers = schemas?["io.k8s.api.v1.PodSpec"]?["properties"]?["containers"]
    #expect(containers?["items"] == ["$ref": "#/components/schemas/io.k8s.api.v1.Container"])
    #expect(containers?["x-kubernetes-patch-merge-key"] == "name")
    #expect(containers?["x-kubernetes-list-map-keys"] == ["name"])
    #expect(schemas?["io.k8s.api.v1.PodSpec"]?["required"] == ["containers"])
  }

  @Test("Whatever a document refers to is in it")
  func references() throws {
    func names(_ tree: Tree) -> [String] {
      switch tree {
      case .object(let members):
        members.flatMap { member in
          member.name == "$ref" ? [member.value.stringValue ?? ""].filter { !$0.isEmpty } : names(member.value)
        }
      case .array(let elements): elements.flatMap(names)
      default: []
      }
    }
    let documents = try Self.documents()
    for path in documents.index["paths"]?.memberList ?? [] {
      let document = try #require(documents.document(path.name))
      let schemas = Set(
        (document["components"]?["schemas"]?.memberList ?? []).map { "#/components/schemas/\($0.name)" })
      // A member of JSONSchemaProps has the same name: what it is stands in an object.
      let missing = Set(names(document)).subtracting(schemas)
      #expect(missing == [], "\(path.name)")
      #expect(!schemas.isEmpty)
    }
  }
}
