import KubeCore
import Support
import Testing

@testable import DevAPIServer

/// What an apply needs beside the right to patch, and what it may presuppose.
@Suite("Access of an apply")
struct ApplyAccessTests {
  private static let path = "/api/v1/namespaces/default/configmaps/"

  private static func apply(
    _ client: LocalClient, _ name: String, _ value: String, version: String? = nil, token: String = "bot-token"
  ) async throws -> Int {
    let body = Tree.members(
      ("apiVersion", "v1"), ("kind", "ConfigMap"),
      ("metadata", .members(("name", .string(name)), ("resourceVersion", version.map { .string($0) }))),
      ("data", ["key": .string(value)]))
    return try await client.ask(
      "PATCH", path + name + "?fieldManager=bot&force=true", body, contentType: "application/apply-patch+yaml",
      token: token
    ).status
  }

  /// A server where `bot` may do this to the ConfigMap `mine`.
  private static func client(_ verbs: [Tree]) async throws -> LocalClient {
    let client = LocalClient { $0.tokens["bot-token"] = UserIdentity(name: "bot") }
    let group = "rbac.authorization.k8s.io"
    let rule: Tree = [
      "apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["mine"], "verbs": .array(verbs),
    ]
    let roles = "/apis/\(group)/v1/namespaces/default/"
    let role: Tree = [
      "apiVersion": .string(group + "/v1"), "kind": "Role", "metadata": ["name": "bot"], "rules": [rule],
    ]
    let binding: Tree = [
      "apiVersion": .string(group + "/v1"), "kind": "RoleBinding", "metadata": ["name": "bot"],
      "roleRef": ["apiGroup": .string(group), "kind": "Role", "name": "bot"],
      "subjects": [["kind": "User", "name": "bot", "apiGroup": .string(group)]],
    ]
    #expect(try await client.ask("POST", roles + "roles", role).status == 201)
    #expect(try await client.ask("POST", roles + "rolebindings", binding).status == 201)
    return client
  }

  @Test("An apply that makes an object needs the right to create it, by its name")
  func create() async throws {
    let patching = try await Self.client(["patch"])
    #expect(try await Self.apply(patching, "mine", "one") == 403)
    #expect(try await Self.apply(patching, "mine", "one", token: "admin-token") == 201)
    #expect(try await Self.apply(patching, "mine", "two") == 200)
    let creating = try await Self.client(["patch", "create"])
    #expect(try await Self.apply(creating, "mine", "one") == 201)
    #expect(try await Self.apply(creating, "other", "one") == 403)
  }

  @Test("An apply on top of a version that is no longer there is a conflict")
  func version() async throws {
    let client = try await Self.client(["patch", "create"])
    #expect(try await Self.apply(client, "mine", "one") == 201)
    let object = try await client.ask("GET", Self.path + "mine").tree
    let version = object["metadata"]?["resourceVersion"]?.stringValue
    #expect(try await Self.apply(client, "mine", "two", version: version) == 200)
    #expect(try await Self.apply(client, "mine", "three", version: version) == 409)
    #expect(try await client.ask("GET", Self.path + "mine").tree["data"]?["key"] == "two")
  }
}
