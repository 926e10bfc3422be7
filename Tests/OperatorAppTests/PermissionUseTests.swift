import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

/// The roles in `config/rbac` against what the operator asks for.
@Suite("Permissions of the operator", .timeLimit(.minutes(3)))
struct PermissionUseTests {
  private static let discovered = "deployment-homeassistant"
  private static let homeAssistant = ObjectPath(Deployment.resource, namespace: "automation", name: "homeassistant")

  private struct Use: Hashable {
    var group: String
    var resource: String
    /// Lists and watches are one: a list is streamed by a watch where the server can.
    var verb: String

    init(_ group: String, _ resource: String, _ verb: String) {
      self.group = group
      self.resource = resource
      self.verb = verb == "list" ? "watch" : verb
    }
  }

  @Test("Every permission is used, and no request goes beyond them")
  func uses() async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let run = OperatorRun(cluster.restricted) { $0.usesLeaderElection = true }
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until("automation", Self.discovered) { $0?.level == "High" }
    let standby = OperatorRun(cluster.restricted, name: "standby") { $0.usesLeaderElection = true }
    await cluster.until { cluster.requests.contains { $0.resource == "leases" && $0.verb == "watch" } }
    // A discovered object goes and comes; the same transition is told twice, so that its Event becomes a series.
    for _ in 0..<2 {
      try await Self.mark("false", cluster)
      await watcher.until("automation", Self.discovered) { $0 == nil }
      try await Self.mark("true", cluster)
      await watcher.until("automation", Self.discovered) { $0?.level == "High" }
    }
    for suspends in [true, false, true, false] {
      let jobs = [
        ("infra", "home-ip-updater"), ("monitoring", "cloudfront-to-loki"), ("monitoring", "agilepoker-to-loki"),
      ]
      for (namespace, name) in jobs {
        _ = try await cluster.admin.patch(
          ObjectPath(CronJob.resource, namespace: namespace, name: name), .merge, ["spec": ["suspend": .bool(suspends)]]
        )
      }
      await watcher.until("automation", Self.discovered) { $0?.level == (suspends ? "Medium" : "High") }
    }
    await cluster.until { cluster.requests.contains { $0.resource == "events" && $0.verb == "patch" } }
    await cluster.until { cluster.requests.contains { $0.resource == "leases" && $0.verb == "update" } }
    await run.stop()
    await standby.stop()

    let requests = cluster.requests
    #expect(requests.filter { $0.status == 401 || $0.status == 403 } == [])
    let asked = Set(
      requests.flatMap { request in
        let resource = request.subresource.isEmpty ? request.resource : "\(request.resource)/\(request.subresource)"
        // An apply that makes its object takes both permissions.
        let verbs = request.verb == "patch" && request.status == 201 ? ["patch", "create"] : [request.verb]
        return verbs.map { Use(request.group, resource, $0) }
      })
    let allowed = Set(
      PermissionRule.all.flatMap { rule in
        rule.groups.flatMap { group in
          rule.resources.flatMap { resource in rule.verbs.map { Use(group, resource, $0) } }
        }
      })
    #expect(allowed.subtracting(asked) == [], "allowed and not asked for")
    #expect(asked.subtracting(allowed) == [], "asked for and not allowed")
    await watcher.stop()
    await cluster.stop()
  }

  private static func mark(_ chatty: String, _ cluster: TestCluster) async throws {
    _ = try await cluster.admin.patch(
      homeAssistant, .merge, ["metadata": ["annotations": ["netrisk.dev/chatty": .string(chatty)]]])
  }
}
