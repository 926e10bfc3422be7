import DevAPIServer
import HTTPServer
import Support
import Testing

@Suite("Garbage collection")
struct GarbageTests {
  private let client = LocalClient()
  private let deployments = "/apis/apps/v1/namespaces/default/deployments"
  private let maps = "/api/v1/namespaces/default/configmaps"
  private let widgets = "/apis/example.org/v1/namespaces/default/widgets"

  private func makeDefinition() async throws {
    let definition = try Fixture.parse(
      #"""
      {"metadata":{"name":"widgets.example.org"},"spec":{"group":"example.org","scope":"Namespaced",
       "names":{"plural":"widgets","kind":"Widget"},"versions":[{"name":"v1","served":true,"storage":true,
       "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
      """#)
    _ = try await client.ask("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)
  }

  /// A Deployment, and how what it owns names it.
  private func makeOwner(_ name: String = "web") async throws -> Tree {
    let owner = try await client.ask(
      "POST", deployments,
      [
        "metadata": ["name": .string(name)],
        "spec": [
          "selector": ["matchLabels": ["app": "web"]],
          "template": [
            "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "c", "image": "i"]]],
          ],
        ],
      ]
    ).tree
    return [
      "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(name),
      "uid": owner.at("metadata", "uid") ?? "", "controller": true, "blockOwnerDeletion": true,
    ]
  }

  private func map(_ name: String, owners: [Tree], finalizers: [Tree] = []) async throws {
    let metadata: Tree = [
      "name": .string(name), "ownerReferences": .array(owners), "finalizers": .array(finalizers),
    ]
    #expect(try await client.ask("POST", maps, ["metadata": metadata]).status == 201)
  }

  private func status(_ path: String) async throws -> Int { try await client.ask("GET", path).status }

  @Test("What an owner's going leaves behind goes too, custom resources and what they own among it")
  func background() async throws {
    try await makeDefinition()
    let owner = try await makeOwner()
    let widget = try await client.ask(
      "POST", widgets,
      [
        "apiVersion": "example.org/v1", "kind": "Widget", "metadata": ["name": "w", "ownerReferences": [owner]],
      ]
    ).tree
    try await map(
      "below",
      owners: [
        ["apiVersion": "example.org/v1", "kind": "Widget", "name": "w", "uid": widget.at("metadata", "uid") ?? ""]
      ])
    try await map("other", owners: [])
    let watch = await client.send("GET", "\(widgets)?watch=1&resourceVersion=\(client.server.store.revision)")
    #expect(try await client.ask("DELETE", "\(deployments)/web").status == 200)
    #expect(try await status("\(widgets)/w") == 404)
    #expect(try await status("\(maps)/below") == 404)
    #expect(try await status("\(maps)/other") == 200)
    #expect(try client.events(watch).map { $0["type"] } == ["DELETED"])
  }

  @Test("What has another owner stays with that one")
  func shared() async throws {
    let first = try await makeOwner("a")
    var second = try await makeOwner("b")
    // One controller at most.
    second["controller"] = false
    try await map("m", owners: [first, second])
    _ = try await client.ask("DELETE", "\(deployments)/a")
    let left = try await client.ask("GET", "\(maps)/m").tree
    #expect(left.at("metadata", "ownerReferences")?.elements.map { $0["name"] } == ["b"])
    _ = try await client.ask("DELETE", "\(deployments)/b")
    #expect(try await status("\(maps)/m") == 404)
  }

  @Test("Orphans stay without an owner")
  func orphans() async throws {
    try await map("m", owners: [try await makeOwner()])
    _ = try await client.ask("DELETE", "\(deployments)/web?propagationPolicy=Orphan")
    let left = try await client.ask("GET", "\(maps)/m").tree
    #expect(left.at("metadata", "ownerReferences") == nil)
  }

  @Test("In the foreground an owner waits for what blocks it")
  func foreground() async throws {
    let owner = try await makeOwner()
    try await map("held", owners: [owner], finalizers: ["example.dev/hold"])
    try await map("free", owners: [owner])
    let answer = try await client.ask("DELETE", "\(deployments)/web?propagationPolicy=Foreground").tree
    #expect(answer.at("metadata", "finalizers") == ["foregroundDeletion"])
    #expect(try await status("\(maps)/free") == 404)
    #expect(try await status("\(deployments)/web") == 200)
    var released = try await client.ask("GET", "\(maps)/held").tree
    released.set("metadata", "finalizers", nil)
    _ = try await client.ask("PUT", "\(maps)/held", released)
    #expect(try await status("\(deployments)/web") == 404)
  }

  @Test("Dependents with finalizers are marked and stay until those are gone")
  func finalizers() async throws {
    try await map("held", owners: [try await makeOwner()], finalizers: ["example.dev/hold"])
    _ = try await client.ask("DELETE", "\(deployments)/web")
    #expect(try await client.ask("GET", "\(maps)/held").tree.at("metadata", "deletionTimestamp") != nil)
  }

  @Test("Pods of a Job stay unless asked otherwise", arguments: [("", 200), ("?propagationPolicy=Background", 404)])
  func jobs(query: String, expected: Int) async throws {
    let template: Tree = ["spec": ["restartPolicy": "Never", "containers": [["name": "c", "image": "i"]]]]
    let job = try await client.ask(
      "POST", "/apis/batch/v1/namespaces/default/jobs", ["metadata": ["name": "j"], "spec": ["template": template]]
    ).tree
    let owner: Tree = [
      "apiVersion": "batch/v1", "kind": "Job", "name": "j", "uid": job.at("metadata", "uid") ?? "",
    ]
    try await map("m", owners: [owner])
    _ = try await client.ask("DELETE", "/apis/batch/v1/namespaces/default/jobs/j\(query)")
    #expect(try await status("\(maps)/m") == expected)
  }

  @Test("A whole collection can be deleted, by labels and in one namespace alone")
  func collection() async throws {
    for (name, label) in [("a", "x"), ("b", "x"), ("c", "y")] {
      let metadata: Tree = ["name": .string(name), "labels": ["l": .string(label)]]
      _ = try await client.ask("POST", maps, ["metadata": metadata])
      _ = try await client.ask("POST", "/api/v1/namespaces/kube-public/configmaps", ["metadata": metadata])
    }
    let dry = try await client.ask("DELETE", "\(maps)?dryRun=All")
    #expect(dry.status == 200)
    #expect(try await client.ask("GET", maps).tree["items"]?.elements.count == 3)
    let deleted = try await client.ask("DELETE", "\(maps)?labelSelector=l%3Dx").tree
    #expect(deleted["kind"] == "ConfigMapList")
    #expect(deleted["items"]?.elements.count == 2)
    let left = try await client.ask("GET", "/api/v1/configmaps").tree["items"]?.elements ?? []
    #expect(left.map { $0.at("metadata", "name") } == ["c", "a", "b", "c"])
    let body: Tree = ["kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background"]
    #expect(try await client.ask("DELETE", maps, body).status == 200)
    #expect(try await client.ask("GET", maps).tree["items"]?.elements.isEmpty == true)
  }
}
