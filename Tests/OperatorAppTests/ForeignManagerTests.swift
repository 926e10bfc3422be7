import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Telemetry
import Testing

/// Somebody else writes into the operator's objects (F41): what is the operator's it takes back, the rest it leaves.
@Suite("Another field manager", .timeLimit(.minutes(2)))
struct ForeignManagerTests {
  private static let name = "deployment-two"
  private static let path = ObjectPath(NetRisk.resource, namespace: SmallCluster.namespace, name: name)
  private static let edit = WriteOptions(fieldManager: "kubectl-edit")

  private static func withOperator(
    _ body: (TestCluster, OperatorRun, Watcher<NetRisk>) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster()
    try await SmallCluster.fill(cluster)
    let run = OperatorRun(cluster.restricted)
    _ = await SmallCluster.settle(cluster)
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until(SmallCluster.namespace, name) { $0?.statusTree != nil }
    do { try await body(cluster, run, watcher) } catch {
      await run.crash()
      await watcher.stop()
      await cluster.stop()
      throw error
    }
    await run.stop()
    await watcher.stop()
    await cluster.stop()
  }

  /// Statuses of the object that the operator sent.
  private static func writes(_ cluster: TestCluster) -> Int {
    cluster.requests.count { $0.resource == "netrisks" && $0.name == name && $0.subresource == "status" }
  }

  /// Has the cluster evaluated so many times more, by changes that concern nobody.
  private static func evaluate(_ times: Int, _ cluster: TestCluster, _ run: OperatorRun) async throws {
    let evaluations = run.registry.counter("netrisk_evaluations_total", help: "").with()
    for time in 0..<times {
      let seen = evaluations.value
      _ = try await cluster.admin.patch(
        ObjectPath(Namespace.resource, name: SmallCluster.namespace), .merge,
        ["metadata": ["labels": ["time": .string("\(time)-\(seen)")]]])
      await cluster.until { evaluations.value > seen }
    }
  }

  /// Asks for an answer, and waits for it: everything that came before has been looked at then, by one write more.
  private static func request(_ word: String, _ cluster: TestCluster, _ watcher: Watcher<NetRisk>) async throws {
    _ = try await cluster.admin.patch(
      path, .merge, ["metadata": ["annotations": ["netrisk.dev/requested-at": .string(word)]]])
    await watcher.until(SmallCluster.namespace, name) { $0?.statusTree?["lastHandledRequest"] == .string(word) }
  }

  /// The fields of the status that a manager owns, as `managedFields` has them.
  private static func owned(by manager: String, _ object: Tree) -> Tree? {
    object["metadata"]?["managedFields"]?.elements
      .first { $0["manager"] == .string(manager) && $0["subresource"] == "status" }?["fieldsV1"]?["f:status"]
  }

  @Test("What the operator says of a status it takes back, once for each time")
  func takenBack() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let wanted = watcher.store[SmallCluster.namespace, Self.name]?.statusTree.map(SmallCluster.withoutTimes)
      let before = Self.writes(cluster)
      for _ in 0..<5 {
        let foreign: Tree = [
          "status": ["risk": ["level": "Critical"], "summary": ["policies": 77], "exposure": .null]
        ]
        let edited = try await cluster.admin.patch(Self.path.status, .merge, foreign, Self.edit)
        #expect(edited["status"]?["risk"]?["level"] == "Critical")
        #expect(Self.owned(by: "kubectl-edit", edited)?["f:risk"]?["f:level"] != nil)
        let version = edited["metadata"]?["resourceVersion"]?.stringValue ?? ""
        await watcher.until(SmallCluster.namespace, Self.name) { netRisk in
          ResourceVersion.isOlder(version, than: netRisk?.metadata.resourceVersion ?? "")
            && netRisk?.statusTree.map(SmallCluster.withoutTimes) == wanted
        }
      }
      let object = try await cluster.admin.get(Self.path)
      #expect(Self.owned(by: "kubectl-edit", object) == nil)
      #expect(Self.owned(by: NetRiskAPI.fieldManager, object)?["f:risk"]?["f:level"] != nil)
      try await Self.request("now", cluster, watcher)
      // The answer may be seen before the request for it is over.
      await cluster.until { Self.writes(cluster) - before >= 6 }
      #expect(Self.writes(cluster) - before == 6)
    }
  }

  @Test("What somebody else adds to a status stays, and is no reason to write again and again")
  func besides() async throws {
    try await Self.withOperator { cluster, run, watcher in
      let before = Self.writes(cluster)
      let condition: Tree = [
        "type": "Audited", "status": "True", "reason": "Looked", "message": "By a person.",
        "lastTransitionTime": "2026-01-01T00:00:00Z",
      ]
      for (path, value): (Tree, Tree) in [
        ("/status/conditions/-", condition), ("/status/lastHandledRequest", "theirs"),
      ] {
        _ = try await cluster.admin.patch(
          Self.path.status, .json, [["op": "add", "path": path, "value": value]], Self.edit)
      }
      try await Self.evaluate(5, cluster, run)
      // At most one look at each of the two changes: an apply that changes nothing.
      let looks = Self.writes(cluster) - before
      #expect(looks <= 2)
      let here = try await cluster.admin.get(Self.path)["status"]
      let conditions = here?["conditions"]?.elements ?? []
      #expect(conditions.contains { $0["type"] == "Audited" && $0["message"] == "By a person." })
      #expect(conditions.contains { $0["type"] == "Ready" && $0["status"] == "True" })
      #expect(here?["lastHandledRequest"] == "theirs")
      // The operator's own field is taken over as soon as it has something to say there, and the condition stays.
      try await Self.request("now", cluster, watcher)
      try await Self.evaluate(5, cluster, run)
      #expect(Self.writes(cluster) - before - looks <= 2)
      let object = try await cluster.admin.get(Self.path)
      #expect(object["status"]?["conditions"]?.elements.contains { $0["type"] == "Audited" } == true)
      #expect(Self.owned(by: "kubectl-edit", object)?["f:lastHandledRequest"] == nil)
      #expect(Self.owned(by: "kubectl-edit", object)?["f:conditions"] != nil)
    }
  }

  @Test("Labels, annotations and wishes that a person adds to a discovered object stay")
  func metadata() async throws {
    try await Self.withOperator { cluster, run, watcher in
      let level = watcher.store[SmallCluster.namespace, Self.name]?.level
      let before = cluster.requests.count { $0.resource == "netrisks" && $0.verb != "watch" }
      let metadata: Tree = [
        "labels": ["team": "a"], "annotations": ["example.org/note": "ours"], "finalizers": ["example.org/keep"],
      ]
      _ = try await cluster.admin.patch(
        Self.path, .merge, ["metadata": metadata, "spec": ["budget": ["syncRequestsPerHour": 500]]], Self.edit)
      try await Self.evaluate(3, cluster, run)
      try await Self.request("now", cluster, watcher)
      let object = try await cluster.admin.get(Self.path)
      #expect(object["metadata"]?["labels"]?["team"] == "a")
      #expect(object["metadata"]?["labels"]?[NetRiskAPI.managedByLabel] == .string(NetRiskAPI.managedBy))
      #expect(object["metadata"]?["annotations"]?["example.org/note"] == "ours")
      #expect(object["metadata"]?["finalizers"] == ["example.org/keep"])
      #expect(object["spec"]?["budget"]?["syncRequestsPerHour"] == 500)
      #expect(object["status"]?["risk"]?["level"]?.stringValue == level)
      // The new generation, and the request.
      #expect(cluster.requests.count { $0.resource == "netrisks" && $0.verb != "watch" } - before <= 2)
    }
  }

  @Test("A finalizer keeps a row that is to go: it is asked for once, and made anew when it is wanted again")
  func finalizer() async throws {
    try await Self.withOperator { cluster, run, watcher in
      let uid = watcher.store[SmallCluster.namespace, Self.name]?.metadata.uid
      _ = try await cluster.admin.patch(
        Self.path, .merge, ["metadata": ["finalizers": ["example.org/keep"]]], Self.edit)
      try await SmallCluster.mark("two", chatty: false, cluster)
      await watcher.until(SmallCluster.namespace, Self.name) { $0?.metadata.deletionTimestamp != nil }
      try await Self.evaluate(5, cluster, run)
      #expect(cluster.requests.count { $0.verb == "delete" && $0.resource == "netrisks" } == 1)
      // Wanted again while it is still going.
      try await SmallCluster.mark("two", chatty: true, cluster)
      try await Self.evaluate(2, cluster, run)
      _ = try await cluster.admin.patch(Self.path, .merge, ["metadata": ["finalizers": .null]], Self.edit)
      await watcher.until(SmallCluster.namespace, Self.name) { $0?.metadata.uid != uid && $0?.level != nil }
      #expect(cluster.requests.count { $0.verb == "delete" && $0.resource == "netrisks" } == 1)
    }
  }
}
