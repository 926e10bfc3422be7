import DevAPIServer
import HTTPServer
import Support
import Testing

/// What an operator with resources of its own does to a server, each from its side.
@Suite("What an operator needs")
struct OperatorNeedsTests {
  private let client = LocalClient { configuration in
    configuration.tokens["bot-token"] = UserIdentity(
      name: "system:serviceaccount:netrisk:bot",
      groups: ["system:serviceaccounts", "system:serviceaccounts:netrisk", "system:authenticated"])
  }
  private let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
  private let risks = "/apis/example.org/v1/namespaces/default/risks"

  private static let definition = #"""
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"risks.example.org"},
     "spec":{"group":"example.org","scope":"Namespaced",
      "names":{"plural":"risks","singular":"risk","kind":"Risk","shortNames":["rk"],"categories":["netrisk"]},
      "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
       "additionalPrinterColumns":[{"name":"Level","type":"string","jsonPath":".status.level"},
        {"name":"Why","type":"string","jsonPath":".status.why","priority":1}],
       "schema":{"openAPIV3Schema":{"type":"object","properties":{
        "spec":{"type":"object",
         "x-kubernetes-validations":[
          {"rule":"!(has(self.only) && has(self.except))","message":"only or except, not both"},
          {"rule":"!has(self.names) || size(self.names) <= 3","message":"at most three names"},
          {"rule":"!has(self.mode) || self.mode in ['Fast', 'Slow']","message":"Fast or Slow"},
          {"rule":"!has(self.low) || !has(self.high) || self.low < self.high","message":"low below high"},
          {"rule":"!has(oldSelf.mode) || (has(self.mode) && self.mode == oldSelf.mode)","message":"mode stays"}],
         "properties":{"only":{"type":"string"},"except":{"type":"string"},"mode":{"type":"string"},
          "names":{"type":"array","items":{"type":"string"},"maxItems":5},
          "low":{"type":"integer"},"high":{"type":"integer"}}},
        "status":{"type":"object","properties":{"level":{"type":"string"},"why":{"type":"string"},
         "conditions":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["type"],
          "items":{"type":"object","required":["type","status"],
           "properties":{"type":{"type":"string"},"status":{"type":"string"},"reason":{"type":"string"}}}}}}}}}}]}}
    """#

  private func define() async throws {
    #expect(try await client.ask("POST", definitions, try Fixture.parse(Self.definition)).status == 201)
  }

  private func risk(_ name: String, _ spec: Tree = .object([])) -> Tree {
    ["apiVersion": "example.org/v1", "kind": "Risk", "metadata": ["name": .string(name)], "spec": spec]
  }

  private func applyStatus(_ name: String, _ status: Tree, manager: String) async throws -> LocalClient.Answer {
    let body: Tree = [
      "apiVersion": "example.org/v1", "kind": "Risk", "metadata": ["name": .string(name)], "status": status,
    ]
    return try await client.ask(
      "PATCH", "\(risks)/\(name)/status?fieldManager=\(manager)&force=true", body,
      contentType: "application/apply-patch+yaml")
  }

  @Test(
    "Rules judge the objects that they are written for",
    arguments: [
      (#"{"only":"a"}"#, nil), (#"{"only":"a","except":"b"}"#, "only or except, not both"),
      (#"{"names":["a","b","c","d"]}"#, "at most three names"), (#"{"mode":"Fast"}"#, nil),
      (#"{"mode":"Warp"}"#, "Fast or Slow"), (#"{"low":1,"high":2}"#, nil), (#"{"low":2,"high":2}"#, "low below high"),
    ] as [(String, String?)])
  func rules(spec: String, message: String?) async throws {
    try await define()
    let answer = try await client.ask("POST", risks, risk("a", try Fixture.parse(spec)))
    #expect(answer.status == (message == nil ? 201 : 422))
    if let message { #expect(try answer.tree["message"]?.stringValue?.contains(message) == true) }
  }

  @Test("Rules that look at what was hold on updates")
  func transition() async throws {
    try await define()
    _ = try await client.ask("POST", risks, risk("a", ["mode": "Fast"]))
    let patch: Tree = ["spec": ["mode": "Slow"]]
    let changed = try await client.ask("PATCH", "\(risks)/a", patch, contentType: "application/merge-patch+json")
    #expect(changed.status == 422)
    #expect(try changed.tree["message"]?.stringValue?.contains("mode stays") == true)
  }

  @Test("Conditions of two managers stand side by side, and a forced apply takes over")
  func conditions() async throws {
    try await define()
    _ = try await client.ask("POST", risks, risk("a"))
    func condition(_ type: String, _ status: String) -> Tree { ["type": .string(type), "status": .string(status)] }
    _ = try await applyStatus("a", ["level": "High", "conditions": [condition("Ready", "True")]], manager: "one")
    let both = try await applyStatus("a", ["conditions": [condition("Stalled", "False")]], manager: "two").tree
    #expect(both.at("status", "conditions")?.elements.map { $0["type"] } == ["Ready", "Stalled"])
    #expect(both.at("status", "level") == "High")
    let taken = try await applyStatus("a", ["conditions": [condition("Ready", "False")]], manager: "two").tree
    #expect(taken.at("status", "conditions")?.elements.map { $0["type"] } == ["Ready"])
    #expect(taken.at("status", "conditions")?.elements.first?["status"] == "False")
    let owners = taken.at("metadata", "managedFields")?.elements ?? []
    #expect(owners.filter { $0["subresource"] == "status" }.count == 2)
  }

  @Test("An apply that changes nothing keeps the version, and no watch hears of it")
  func noop() async throws {
    try await define()
    _ = try await client.ask("POST", risks, risk("a"))
    let first = try await applyStatus("a", ["level": "Low"], manager: "one").tree
    let watch = await client.send("GET", "\(risks)?watch=1&resourceVersion=\(client.server.store.revision)")
    let again = try await applyStatus("a", ["level": "Low"], manager: "one").tree
    #expect(again == first)
    #expect(try client.events(watch).isEmpty)
    _ = try await applyStatus("a", ["level": "High"], manager: "one")
    #expect(try client.events(watch).map { $0["type"] } == ["MODIFIED"])
  }

  @Test("Watches without a version, or from 0, begin with what is there", arguments: ["", "&resourceVersion=0"])
  func watchFromAnywhere(version: String) async throws {
    try await define()
    _ = try await client.ask("POST", risks, risk("a"))
    let watch = await client.send("GET", "/apis/example.org/v1/risks?watch=1\(version)")
    _ = try await client.ask("POST", risks, risk("b"))
    let events = try client.events(watch)
    #expect(events.map { $0["type"] } == ["ADDED", "ADDED"])
    #expect(events.map { $0.at("object", "metadata", "name") } == ["a", "b"])
  }

  @Test("A definition that goes takes its objects along and ends its watches; a new one serves them again")
  func redefined() async throws {
    #expect(try await client.ask("GET", risks).status == 404)
    try await define()
    _ = try await client.ask("POST", risks, risk("a"))
    let version = client.server.store.revision
    let response = await client.send("GET", "\(risks)?watch=1&resourceVersion=\(version)")
    guard case .stream(let stream) = response.body else {
      Issue.record("no stream")
      return
    }
    #expect(try await client.ask("DELETE", "\(definitions)/risks.example.org").status == 200)
    #expect(!stream.write([0x20]), "the watch has ended")
    #expect(try client.events(response).map { $0["type"] } == ["DELETED"])
    #expect(try await client.ask("GET", risks).status == 404)
    #expect(try await client.ask("GET", "\(risks)?watch=1").status == 404)
    try await define()
    #expect(try await client.ask("GET", risks).tree["items"]?.elements.isEmpty == true)
    let stale = await client.send("GET", "\(risks)?watch=1&resourceVersion=\(version)")
    #expect(try client.events(stale).first?.at("object", "code") == 410)
    #expect(try await client.ask("POST", risks, risk("a")).status == 201)
  }

  @Test("The audit log tells every request by user, verb and resource, so that roles can be held to it")
  func audit() async throws {
    try await define()
    let rbac = "/apis/rbac.authorization.k8s.io/v1"
    let rules: Tree = [
      ["verbs": ["list", "watch"], "apiGroups": ["example.org"], "resources": ["risks"]],
      ["verbs": ["patch"], "apiGroups": ["example.org"], "resources": ["risks/status"]],
      ["verbs": ["get", "create", "update"], "apiGroups": ["coordination.k8s.io"], "resources": ["leases"]],
      ["verbs": ["create", "patch"], "apiGroups": ["events.k8s.io"], "resources": ["events"]],
    ]
    _ = try await client.ask("POST", "\(rbac)/clusterroles", ["metadata": ["name": "bot"], "rules": rules])
    let subject: Tree = ["kind": "ServiceAccount", "name": "bot", "namespace": "netrisk"]
    let reference: Tree = ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "bot"]
    _ = try await client.ask(
      "POST", "\(rbac)/clusterrolebindings",
      ["metadata": ["name": "bot"], "roleRef": reference, "subjects": [subject]])
    _ = try await client.ask("POST", risks, risk("a"))
    client.server.audit.removeAll()
    let leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
    let event: Tree = [
      "metadata": ["generateName": "e-", "namespace": "default"], "eventTime": "2026-01-01T00:00:00.000000Z",
      "reportingController": "example.org/bot", "reportingInstance": "bot-1", "action": "Analyse", "reason": "Analysed",
      "regarding": ["kind": "Risk", "namespace": "default", "name": "a"], "note": "n", "type": "Normal",
    ]
    for (method, path, body, status) in [
      ("GET", risks, nil, 200), ("GET", "\(risks)?watch=1", nil, 200),
      ("POST", leases, ["metadata": ["name": "l"], "spec": ["holderIdentity": "bot-1"]], 201),
      ("GET", "\(leases)/l", nil, 200), ("POST", "/apis/events.k8s.io/v1/namespaces/default/events", event, 201),
      ("DELETE", "\(leases)/l", nil, 403),
    ] as [(String, String, Tree?, Int)] {
      #expect(try await client.ask(method, path, body, token: "bot-token").status == status, "\(method) \(path)")
    }
    let entries = client.server.audit.entries
    #expect(entries.allSatisfy { $0.user == "system:serviceaccount:netrisk:bot" })
    #expect(
      entries.map { "\($0.verb) \($0.group)/\($0.resource) \($0.status)" } == [
        "list example.org/risks 200", "watch example.org/risks 200", "create coordination.k8s.io/leases 201",
        "get coordination.k8s.io/leases 200", "create events.k8s.io/events 201",
        "delete coordination.k8s.io/leases 403",
      ])
  }
}
