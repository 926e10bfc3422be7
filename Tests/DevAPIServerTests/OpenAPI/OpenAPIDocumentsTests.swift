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

  @Test("A built-in kind is loose but for its lists")
  func builtin() throws {
    let document = try #require(try Self.documents().document("api/v1"))
    let pod = document["components"]?["schemas"]?["core.v1.Pod"]
    #expect(pod?["x-kubernetes-preserve-unknown-fields"] == true)
    let containers = pod?["properties"]?["spec"]?["properties"]?["containers"]
    #expect(containers?["x-kubernetes-patch-merge-key"] == "name")
    #expect(containers?["x-kubernetes-list-map-keys"] == ["name"])
  }
}
