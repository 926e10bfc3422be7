import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support

/// Two chatty workloads, one of them isolated, and what the operator makes of them: the least that has each of its
/// writes.
enum SmallCluster {
  static let namespace = "home"
  static let workloads = ["one", "two"]

  static func fill(_ cluster: TestCluster) async throws {
    let node: Tree = [
      "apiVersion": "v1", "kind": "Node", "metadata": ["name": "n"],
      "status": ["nodeInfo": ["kubeletVersion": "v1.34.4+k3s1"]],
    ]
    cluster.server.store.seed(StorageName(group: "", plural: "nodes"), [ObjectDraft(node)])
    _ = try await cluster.admin.create(
      ObjectPath(Namespace.resource),
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]])
    for name in workloads {
      let template: Tree = [
        "metadata": ["labels": ["app": .string(name)]],
        "spec": ["containers": [["name": "c", "image": "example.org/x"]]],
      ]
      _ = try await cluster.admin.create(
        ObjectPath(Deployment.resource, namespace: namespace),
        [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": ["name": .string(name), "annotations": ["netrisk.dev/chatty": "true"]],
          "spec": ["selector": ["matchLabels": ["app": .string(name)]], "template": template],
        ])
    }
    let spec: Tree = ["podSelector": ["matchLabels": ["app": "one"]], "policyTypes": ["Egress"]]
    _ = try await cluster.admin.create(
      ObjectPath(NetworkPolicy.resource, namespace: namespace),
      [
        "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": ["name": "deny"], "spec": spec,
      ])
  }

  /// Says that a workload is chatty, or is not.
  static func mark(_ name: String, chatty: Bool, _ cluster: TestCluster) async throws {
    _ = try await cluster.admin.patch(
      ObjectPath(Deployment.resource, namespace: namespace, name: name), .merge,
      ["metadata": ["annotations": ["netrisk.dev/chatty": .string(chatty ? "true" : "false")]]])
  }

  /// Statuses by name, without times, as soon as so many workloads have theirs and the cluster's counts them.
  static func settle(_ cluster: TestCluster, workloads count: Int = workloads.count) async -> [String: Tree] {
    let (netRisks, clusters) = (Watcher<NetRisk>(cluster.admin), Watcher<ClusterNetRisk>(cluster.admin))
    await netRisks.until { objects in objects.count == count && objects.allSatisfy { $0.statusTree != nil } }
    await clusters.until("", NetRiskAPI.clusterName) {
      $0?.statusTree?["summary"]?["chattyWorkloads"] == .integer(Int64(count))
    }
    let all =
      netRisks.store.snapshot().sorted().map { ($0.metadata.name, $0.statusTree) }
      + clusters.store.snapshot().sorted().map { ($0.metadata.name, $0.statusTree) }
    await netRisks.stop()
    await clusters.stop()
    return Dictionary(uniqueKeysWithValues: all.map { ($0.0, withoutTimes($0.1 ?? .null)) })
  }

  /// A status as it compares: no times, members in order.
  static func withoutTimes(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      .object(
        members.filter { $0.name != "lastTransitionTime" }.map { Tree.Member($0.name, withoutTimes($0.value)) }
          .sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(withoutTimes))
    default: tree
    }
  }

  /// The objects that the operator makes here and gives a status: so many writes, and no other ones.
  static let objects: Set<String> = ["deployment-one", "deployment-two", NetRiskAPI.clusterName]
  static let writes = 2 * objects.count

  /// The writes of the operator's own objects that the server carried out, how many of each, as soon as each has been
  /// carried out once: a status may be seen before the request for it is over.
  static func carriedOut(_ cluster: TestCluster) async -> [String: Int] {
    func counts() -> [String: Int] {
      let all = cluster.requests.filter {
        ["create", "patch", "update", "delete"].contains($0.verb) && $0.group == NetRiskAPI.group && $0.status < 300
      }
      return Dictionary(grouping: all) { "\($0.name) \($0.subresource)" }.mapValues(\.count)
    }
    await cluster.until { counts().count == writes }
    return counts()
  }

  /// What an operator that nobody disturbs leaves behind.
  static func undisturbed() async throws -> [String: Tree] {
    let cluster = try await TestCluster()
    try await fill(cluster)
    let run = OperatorRun(cluster.restricted)
    let statuses = await settle(cluster)
    _ = await carriedOut(cluster)
    await run.stop()
    await cluster.stop()
    return statuses
  }
}
