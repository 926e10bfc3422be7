import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

/// What cannot be read is said, and nothing else suffers.
@Suite("A cluster that cannot be read whole", .timeLimit(.minutes(3)))
struct DegradationTests {
  private static let discovered = "deployment-homeassistant"
  private static let role = ObjectPath(
    APIResource(
      group: "rbac.authorization.k8s.io", version: "v1", plural: "clusterroles", kind: "ClusterRole",
      isNamespaced: false, hasProtobuf: false), name: "operator")

  /// Takes a resource out of what the operator may read.
  private static func forbid(_ resource: String, _ cluster: TestCluster) async throws {
    let rules = PermissionRule.all.filter { $0.scope == .cluster }.map { rule -> Tree in
      var rule = rule
      rule.resources.removeAll { $0 == resource }
      return rule.tree
    }.filter { $0["resources"]?.elements.isEmpty == false }
    _ = try await cluster.admin.patch(role, .merge, ["rules": .array(rules)])
  }

  @Test(
    "A kind that may not be read is named, with what is not known without it",
    arguments: [
      ("cronjobs", "cronjobs.batch (Forbidden)"), ("nodes", "nodes (Forbidden)"),
      ("endpointslices", "endpointslices.discovery.k8s.io (Forbidden)"),
    ])
  func forbidden(resource: String, words: String) async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    try await Self.forbid(resource, cluster)
    let run = OperatorRun(cluster.restricted)
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until("automation", Self.discovered) { $0?.condition("Degraded")?["status"] == "True" }
    let netRisk = watcher.store["automation", Self.discovered]
    #expect(netRisk?.condition("Degraded")?["message"]?.stringValue?.contains(words) == true)
    #expect(netRisk?.condition("Ready")?["status"] == "True")
    switch resource {
    case "cronjobs": #expect(netRisk?.summary("syncRequestsPerHour") == 0)
    // The engine is only assumed without nodes.
    case "nodes": #expect(netRisk?.level == "Medium")
    default: #expect(netRisk?.level == "High")
    }
    await run.stop()
    await watcher.stop()
    await cluster.stop()
  }

  @Test("Objects that no API server should hold concern themselves alone")
  func badObjects() async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let pods = StorageName(group: "", plural: "pods")
    let jobs = StorageName(group: "batch", plural: "cronjobs")
    let emoji = String(repeating: "🙂", count: 5000)
    func pod(_ name: String, _ more: (inout Tree) -> Void) -> ObjectDraft {
      var tree: Tree = [
        "apiVersion": "v1", "kind": "Pod",
        "metadata": ["name": .string(name), "namespace": "automation", "uid": .string(name)],
        "spec": ["containers": [["name": "c", "image": .string(emoji)]]],
        "status": ["phase": "Running", "podIP": "10.42.0.66"],
      ]
      more(&tree)
      return ObjectDraft(tree)
    }
    func owned(_ name: String, by owner: String) -> ObjectDraft {
      pod(name) { tree in
        tree["metadata"]?["ownerReferences"] = [
          ["apiVersion": "batch/v1", "kind": "Job", "name": .string(owner), "uid": .string(owner), "controller": true]
        ]
      }
    }
    cluster.server.store.seed(
      pods,
      [
        pod("same-address-1") { _ in }, pod("same-address-2") { _ in }, owned("orphan", by: "gone"),
        owned("own-owner", by: "own-owner"),
        pod("unknown-fields") { $0["spec"]?["nope"] = ["deep": [["er": .string(emoji)]]] },
        pod("odd-labels") { $0["metadata"]?["labels"] = ["app": .string(emoji), "": "empty"] },
      ])
    cluster.server.store.seed(
      jobs,
      [
        ObjectDraft([
          "apiVersion": "batch/v1", "kind": "CronJob",
          "metadata": ["name": "bad-schedule", "namespace": "infra", "uid": "bad"],
          "spec": [
            "schedule": .string("61 * * * " + emoji),
            "jobTemplate": ["spec": ["template": ["spec": ["containers": [["name": "c", "image": "x"]]]]]],
          ],
        ])
      ])
    let run = OperatorRun(cluster.restricted)
    let clusters = Watcher<ClusterNetRisk>(cluster.admin)
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until("automation", Self.discovered) { $0?.level == "High" }
    await clusters.until("", "cluster") { $0?.statusTree != nil }
    let findings = clusters.store["", "cluster"]?.statusTree?["findings"]?.elements ?? []
    let named = findings.filter { $0["object"]?["name"] == "bad-schedule" }.compactMap { $0["code"]?.stringValue }
    #expect(named == ["NR603"])
    await run.stop()
    await watcher.stop()
    await clusters.stop()
    await cluster.stop()
  }
}
