import DevAPIServer
import HTTPServer
import Support
import Testing

@Suite("The subresource scale")
struct ScaleTests {
  private let client = LocalClient()
  private let deployments = "/apis/apps/v1/namespaces/default/deployments"

  private let deployment: Tree = [
    "metadata": ["name": "web"],
    "spec": [
      "replicas": 2, "selector": ["matchLabels": ["app": "web"]],
      "template": [
        "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "c", "image": "i"]]],
      ],
    ],
  ]

  @Test("Shows the replicas and the selector, and takes other replicas")
  func deployments() async throws {
    #expect(try await client.ask("POST", deployments, deployment).status == 201)
    let path = "\(deployments)/web/scale"
    let scale = try await client.ask("GET", path).tree
    #expect(scale["kind"] == "Scale" && scale["apiVersion"] == "autoscaling/v1")
    #expect(scale["spec"] == ["replicas": 2])
    #expect(scale["status"] == ["replicas": 0, "selector": "app=web"])
    var wanted = scale
    wanted["spec"] = ["replicas": 3]
    #expect(try await client.ask("PUT", path, wanted).tree["spec"] == ["replicas": 3])
    #expect(try await client.ask("PUT", path, wanted).status == 409)
    let patch: Tree = ["spec": ["replicas": 0]]
    let patched = try await client.ask("PATCH", path, patch, contentType: "application/merge-patch+json")
    #expect(try patched.tree["spec"] == .object([]))
    let object = try await client.ask("GET", "\(deployments)/web").tree
    #expect(object.at("spec", "replicas") == 0)
    #expect(object.at("metadata", "generation") == 3)
    let owners = object.at("metadata", "managedFields")?.elements ?? []
    #expect(owners.contains { $0["subresource"] == "scale" })
  }

  @Test("Refuses what cannot be, and what has no replicas")
  func refusals() async throws {
    _ = try await client.ask("POST", deployments, deployment)
    let patch: Tree = ["spec": ["replicas": -1]]
    let negative = try await client.ask(
      "PATCH", "\(deployments)/web/scale", patch, contentType: "application/merge-patch+json")
    #expect(negative.status == 422)
    #expect(
      try negative.tree["message"]
        == "Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0")
    #expect(try await client.ask("GET", "\(deployments)/none/scale").status == 404)
    #expect(try await client.ask("GET", "/apis/apps/v1/namespaces/default/daemonsets/x/scale").status == 404)
    #expect(try await client.ask("DELETE", "\(deployments)/web/scale").status == 405)
  }

  @Test("A custom kind scales by the paths of its definition")
  func custom() async throws {
    let definition = try Fixture.parse(
      #"""
      {"metadata":{"name":"rigs.example.org"},"spec":{"group":"example.org","scope":"Namespaced",
       "names":{"plural":"rigs","kind":"Rig"},"versions":[{"name":"v1","served":true,"storage":true,
       "subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size",
       "labelSelectorPath":".status.selector"}},"schema":{"openAPIV3Schema":{"type":"object","properties":{
       "spec":{"type":"object","properties":{"size":{"type":"integer"}}},
       "status":{"type":"object","properties":{"size":{"type":"integer"},"selector":{"type":"string"}}}}}}}]}}
      """#)
    _ = try await client.ask("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)
    let rigs = "/apis/example.org/v1/namespaces/default/rigs"
    let rig: Tree = ["apiVersion": "example.org/v1", "kind": "Rig", "metadata": ["name": "a"], "spec": ["size": 1]]
    #expect(try await client.ask("POST", rigs, rig).status == 201)
    let patch: Tree = ["spec": ["replicas": 5]]
    _ = try await client.ask("PATCH", "\(rigs)/a/scale", patch, contentType: "application/merge-patch+json")
    #expect(try await client.ask("GET", "\(rigs)/a").tree.at("spec", "size") == 5)
    let kinds = try await client.ask("GET", "/apis/example.org/v1").tree["resources"]?.elements ?? []
    #expect(kinds.map { $0["name"] } == ["rigs", "rigs/status", "rigs/scale"])
  }
}
