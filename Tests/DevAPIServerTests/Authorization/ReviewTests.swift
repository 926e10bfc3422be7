import DevAPIServer
import HTTPServer
import KubeCore
import Support
import TestSupport
import Testing

@Suite("Reviews over the API")
struct ReviewTests {
  private let client = LocalClient { configuration in
    configuration.tokens["bot-token"] = UserIdentity(
      name: "system:serviceaccount:netrisk:bot", uid: "7",
      groups: ["system:serviceaccounts", "system:serviceaccounts:netrisk", "system:authenticated"])
    configuration.tokens["nobody-token"] = UserIdentity(name: "nobody")
  }
  private let reviews = "/apis/authorization.k8s.io/v1"

  private func grant(_ rules: Tree) async throws {
    let rbac = "/apis/rbac.authorization.k8s.io/v1"
    let role: Tree = ["metadata": ["name": "bot"], "rules": rules]
    #expect(try await client.ask("POST", "\(rbac)/clusterroles", role).status == 201)
    let subject: Tree = ["kind": "ServiceAccount", "name": "bot", "namespace": "netrisk"]
    let reference: Tree = ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "bot"]
    let binding: Tree = ["metadata": ["name": "bot"], "roleRef": reference, "subjects": [subject]]
    #expect(try await client.ask("POST", "\(rbac)/clusterrolebindings", binding).status == 201)
  }

  @Test("A rule for one name allows a list and a watch that select that name, and no others")
  func resourceNames() async throws {
    try await grant([
      [
        "apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "resourceNames": ["op"],
        "verbs": ["list", "watch"],
      ]
    ])
    let leases = "/apis/coordination.k8s.io/v1/namespaces/netrisk/leases"
    for (query, status) in [
      ("fieldSelector=metadata.name%3Dop", 200),
      ("fieldSelector=metadata.namespace%3Dnetrisk,metadata.name%3D%3Dop", 200),
      ("fieldSelector=metadata.name%3Dother", 403), ("fieldSelector=metadata.name!%3Dop", 403), ("", 403),
    ] {
      for watch in ["", "&watch=1"] {
        #expect(await client.send("GET", "\(leases)?\(query)\(watch)", token: "bot-token").status == status)
      }
    }
    let refusal = try await client.ask("GET", "\(leases)?fieldSelector=metadata.name%3Dother", token: "bot-token").tree
    #expect(refusal["details"]?["name"] == "other")
  }

  @Test("A ServiceAccount's token is known, and its rights are asked and used alike")
  func serviceAccount() async throws {
    try await grant([
      ["verbs": ["get"], "nonResourceURLs": ["/metrics"]],
      ["verbs": ["list"], "apiGroups": [""], "resources": ["pods"]],
    ])
    let token = try await client.ask(
      "POST", "/apis/authentication.k8s.io/v1/tokenreviews", ["spec": ["token": "bot-token"]]
    ).tree
    #expect(token.at("status", "authenticated") == true)
    #expect(token.at("status", "user", "username") == "system:serviceaccount:netrisk:bot")
    let groups = token.at("status", "user", "groups") ?? []
    for (attributes, expected) in [
      (["nonResourceAttributes": ["path": "/metrics", "verb": "get"]], true),
      (["nonResourceAttributes": ["path": "/metrics/x", "verb": "get"]], false),
      (["resourceAttributes": ["verb": "list", "resource": "pods"]], true),
      (["resourceAttributes": ["verb": "watch", "resource": "pods"]], false),
    ] as [(Tree, Bool)] {
      var spec = attributes
      spec["user"] = "system:serviceaccount:netrisk:bot"
      spec["groups"] = groups
      let answer = try await client.ask("POST", "\(reviews)/subjectaccessreviews", ["spec": spec])
      #expect(answer.status == 201)
      #expect(try answer.tree.at("status", "allowed") == .bool(expected), "\(attributes)")
    }
    #expect(try await client.ask("GET", "/api/v1/pods", token: "bot-token").status == 200)
    #expect(try await client.ask("GET", "/api/v1/pods?watch=1", token: "bot-token").status == 403)
    #expect(try await client.ask("GET", "/metrics", token: "bot-token").status == 404)
    #expect(try await client.ask("GET", "/metrics", token: "nobody-token").status == 403)
  }

  @Test("Whoever asks is told who they are, and what they may")
  func selfReviews() async throws {
    let own = try await client.ask(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", .object([]), token: "nobody-token")
    #expect(own.status == 201)
    #expect(
      try own.tree["status"] == ["userInfo": ["username": "nobody", "groups": ["system:authenticated"]]])
    let rules = try await client.ask(
      "POST", "\(reviews)/selfsubjectrulesreviews", ["spec": ["namespace": "default"]], token: "nobody-token")
    #expect(rules.status == 201)
    #expect(try rules.tree.at("status", "incomplete") == false)
    let nowhere = try await client.ask("POST", "\(reviews)/selfsubjectrulesreviews", ["spec": .object([])])
    #expect(nowhere.status == 400)
  }

  @Test("Questions that ask nothing are refused")
  func invalid() async throws {
    let empty = try await client.ask("POST", "\(reviews)/subjectaccessreviews", ["spec": .object([])])
    #expect(empty.status == 422)
    #expect(
      try empty.tree.at("details", "causes")?.elements.map { $0["field"] } == ["spec.resourceAttributes", "spec.user"])
    let local = "\(reviews)/namespaces/default/localsubjectaccessreviews"
    var spec: Tree = ["user": "u", "resourceAttributes": ["namespace": "default", "verb": "get", "resource": "pods"]]
    #expect(try await client.ask("POST", local, ["spec": spec]).status == 201)
    spec["resourceAttributes"] = ["namespace": "other", "verb": "get", "resource": "pods"]
    #expect(try await client.ask("POST", local, ["spec": spec]).status == 400)
  }

  @Test("Roles and reviews are read in protobuf")
  func protobuf() async throws {
    // {metadata: {name: "r"}, rules: [{verbs: ["get"], apiGroups: [""], resources: ["pods"]}]}
    let role: [UInt8] = [
      0x0A, 0x03, 0x0A, 0x01, 0x72, 0x12, 0x0D, 0x0A, 0x03, 0x67, 0x65, 0x74, 0x12, 0x00, 0x1A, 0x04, 0x70, 0x6F, 0x64,
      0x73,
    ]
    let type = WireType(apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role")
    let created = try LocalClient.whole(
      await client.send(
        "POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
        bytes: ProtobufWriter.envelope(role, type: type), "application/vnd.kubernetes.protobuf,application/json",
        "application/vnd.kubernetes.protobuf"))
    #expect(created.status == 201)
    #expect(
      try created.tree["rules"] == [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]])
    // {metadata: {}, spec: {resourceAttributes: {verb: "get", resource: "pods"}}}
    let attributes: [UInt8] = [0x12, 0x03, 0x67, 0x65, 0x74, 0x2A, 0x04, 0x70, 0x6F, 0x64, 0x73]
    let spec: [UInt8] = [0x0A, UInt8(attributes.count)] + attributes
    let review: [UInt8] = [0x0A, 0x00, 0x12, UInt8(spec.count)] + spec
    let asked = try LocalClient.whole(
      await client.send(
        "POST", "\(reviews)/selfsubjectaccessreviews",
        bytes: ProtobufWriter.envelope(
          review, type: WireType(apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview")),
        "application/json", "application/vnd.kubernetes.protobuf"))
    #expect(asked.status == 201)
    #expect(try asked.tree.at("status", "allowed") == true)
    #expect(try asked.tree.at("spec", "resourceAttributes") == ["verb": "get", "resource": "pods"])
  }

  @Test("Who may impersonate someone has their rights and no others")
  func impersonation() async throws {
    try await grant([["verbs": ["list"], "apiGroups": [""], "resources": ["pods"]]])
    func ask(_ path: String, _ token: String, _ headers: [HeaderField]) async throws -> LocalClient.Answer {
      let request = ServerRequest(
        method: "GET", path: path, query: [],
        headers: [HeaderField("Authorization", "Bearer \(token)"), HeaderField("Accept", "application/json")] + headers,
        body: [])
      return try LocalClient.whole(await client.server.handle(request))
    }
    let bot = [HeaderField("Impersonate-User", "system:serviceaccount:netrisk:bot")]
    #expect(try await ask("/api/v1/pods", "admin-token", bot).status == 200)
    #expect(try await ask("/api/v1/nodes", "admin-token", bot).status == 403)
    #expect(client.server.audit.entries.last?.user == "system:serviceaccount:netrisk:bot")
    let refused = try await ask("/api/v1/pods", "nobody-token", bot)
    #expect(refused.status == 403)
    #expect(
      try refused.tree["message"]
        == "serviceaccounts \"bot\" is forbidden: User \"nobody\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"netrisk\""
    )
    let groups = [HeaderField("Impersonate-User", "x"), HeaderField("Impersonate-Group", "system:masters")]
    #expect(try await ask("/api/v1/nodes", "admin-token", groups).status == 200)
  }

  @Test("A ServiceAccount issues tokens, which hold until they expire or it goes")
  func tokens() async throws {
    let time = ManualTime()
    let client = LocalClient { $0.time = time }
    let accounts = "/api/v1/namespaces/default/serviceaccounts"
    _ = try await client.ask("POST", accounts, ["metadata": ["name": "bot"]])
    let request: Tree = ["spec": ["expirationSeconds": 600]]
    func issue() async throws -> String {
      let issued = try await client.ask("POST", "\(accounts)/bot/token", request)
      #expect(issued.status == 201)
      #expect(try issued.tree.at("spec", "expirationSeconds") == 600)
      return try issued.tree.at("status", "token")?.stringValue ?? ""
    }
    func whoami(_ token: String) async throws -> (Int, Tree?) {
      let answer = try await client.ask(
        "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", .object([]), token: token)
      return (answer.status, try answer.tree.at("status", "userInfo"))
    }
    let first = try await issue()
    let (status, user) = try await whoami(first)
    #expect(status == 201)
    #expect(user?["username"] == "system:serviceaccount:default:bot")
    #expect(
      user?["groups"] == ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"])
    time.advance(by: .seconds(600))
    #expect(try await whoami(first).0 == 401)
    let second = try await issue()
    #expect(try await whoami(second).0 == 201)
    _ = try await client.ask("DELETE", "\(accounts)/bot")
    #expect(try await whoami(second).0 == 401)
    #expect(try await client.ask("POST", "\(accounts)/bot/token", request).status == 404)
    _ = try await client.ask("POST", accounts, ["metadata": ["name": "bot"]])
    let short = try await client.ask("POST", "\(accounts)/bot/token", ["spec": ["expirationSeconds": 599]])
    #expect(short.status == 422)
  }
}
