import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import RiskEngine
import Support
import Telemetry
import Testing

/// The churn ledger over the ends and beginnings of operators.
@Suite("The churn history", .timeLimit(.minutes(2)))
struct HistoryTests {
  /// At 20 seconds of a minute, ahead of the server's clock by some hours: objects of the server are from before.
  private static let start = Timestamp(seconds: (realTime.now().seconds / 60 + 180) * 60 + 20)
  private static let map = ObjectPath(
    ConfigMap.resource, namespace: TestCluster.namespace, name: "netrisk-history")

  private static func later(_ seconds: Int64) -> Timestamp { start.advanced(bySeconds: seconds) }

  private static func withCluster(_ body: (TestCluster) async throws -> Void) async throws {
    let cluster = try await TestCluster()
    do { try await body(cluster) } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }

  /// A pod that comes and goes: one sync request, by its deletion.
  private static func churn(_ cluster: TestCluster, _ name: String) async throws {
    let pods = ObjectPath(Pod.resource, namespace: "default")
    _ = try await cluster.admin.create(
      pods,
      [
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
        "spec": ["containers": [["name": "c", "image": "busybox"]]],
      ])
    var now = DeleteOptions()
    now.gracePeriodSeconds = 0
    _ = try await cluster.admin.delete(ObjectPath(Pod.resource, namespace: "default", name: name), now)
  }

  private static func counted(_ run: OperatorRun) -> Double {
    run.registry.counter("netrisk_sync_requests_total", help: "", labels: ["source_kind"]).with("Pod").value
  }

  private static func evaluations(_ run: OperatorRun) -> Double {
    run.registry.counter("netrisk_evaluations_total", help: "").with().value
  }

  private static func lastHour(_ run: OperatorRun) -> Double {
    run.registry.gauge("netrisk_sync_requests_per_hour", help: "").with().value
  }

  /// An operator that has counted so many pods and has stopped in order.
  private static func count(_ pods: Int, _ cluster: TestCluster, _ time: SetTime, _ name: String) async throws {
    let run = OperatorRun(cluster.restricted, name: name, time: time)
    await cluster.until { evaluations(run) > 0 }
    for number in 0..<pods { try await churn(cluster, "\(name)-\(number)") }
    await cluster.until { counted(run) == Double(pods) }
    await run.stop()
  }

  private static func stored(_ cluster: TestCluster) async throws -> ChurnHistory {
    let map: ConfigMap = try await cluster.admin.get(namespace: TestCluster.namespace, name: "netrisk-history")
    return try ChurnHistory(text: map.data["history.json"] ?? "")
  }

  private static func put(_ text: String, _ cluster: TestCluster) async throws {
    _ = try await cluster.admin.create(
      ObjectPath(ConfigMap.resource, namespace: TestCluster.namespace),
      [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "netrisk-history"],
        "data": ["history.json": .string(text)],
      ])
  }

  @Test("What one operator counted the next one knows, and what both counted a third")
  func restart() async throws {
    try await Self.withCluster { cluster in
      let time = SetTime(Self.start)
      try await Self.count(3, cluster, time, "first")
      #expect(try await Self.stored(cluster).minutes.values.map(\.requests) == [3])
      // In the same minute: the second adds to what it read.
      time.set(Self.later(10))
      try await Self.count(2, cluster, time, "second")
      #expect(try await Self.stored(cluster).minutes.values.map(\.requests) == [5])
      // The minute is over: now it counts.
      time.set(Self.later(300))
      let third = OperatorRun(cluster.restricted, name: "third", time: time)
      await cluster.until { Self.lastHour(third) == 5 }
      await third.stop()
      #expect(third.saidOfHistory.isEmpty)
      let history = try await Self.stored(cluster)
      #expect(history.minutes.values.reduce(0) { $0 + $1.requests } == 5)
      #expect(history.minutes.values.reduce(0) { $0 + $1.podStarts } == 5)
      let writes = cluster.requests.filter { $0.resource == "configmaps" && $0.verb != "get" }
      #expect(writes.allSatisfy { $0.verb == "patch" && $0.status < 300 && $0.query.contains("fieldManager=netrisk") })
    }
  }

  @Test("A new leader keeps what the former one wrote after it had started")
  func formerLeader() async throws {
    try await Self.withCluster { cluster in
      let time = SetTime(Self.start)
      let standby = OperatorRun(cluster.restricted, name: "standby", time: time) { $0.usesLeaderElection = true }
      await cluster.until { Self.evaluations(standby) > 0 && standby.theOperator.isLeading }
      // Somebody else's words, older than all that this one saw.
      var minute = ChurnHistory.Minute()
      (minute.observedSeconds, minute.requests) = (60, 9)
      let before = ChurnHistory(minutes: [Self.start.seconds / 60 - 30: minute])
      try await Self.put(before.text, cluster)
      try await Self.churn(cluster, "pod")
      await cluster.until { Self.counted(standby) == 1 }
      await standby.stop()
      let history = try await Self.stored(cluster)
      #expect(history.minutes.sorted { $0.key < $1.key }.map(\.value.requests) == [9, 1])
    }
  }

  @Test(
    "Garbage in the ConfigMap is said once, counted around, and replaced", arguments: ["garbage", #"{"version":1}"#])
  func garbage(text: String) async throws {
    try await Self.withCluster { cluster in
      try await Self.put(text, cluster)
      let run = OperatorRun(cluster.restricted, time: SetTime(Self.start))
      await cluster.until { Self.evaluations(run) > 0 }
      #expect(run.saidOfHistory.count == 1)
      #expect(run.saidOfHistory.first?.contains("netrisk-system/netrisk-history cannot be understood") == true)
      try await Self.churn(cluster, "pod")
      await cluster.until { Self.counted(run) == 1 }
      await run.stop()
      #expect(try await Self.stored(cluster).minutes.values.map(\.requests) == [1])
    }
  }

  @Test("A history of a newer NetRisk is left alone")
  func newer() async throws {
    try await Self.withCluster { cluster in
      try await Self.put(#"{"version":2,"all":"new"}"#, cluster)
      try await Self.count(1, cluster, SetTime(Self.start), "old")
      let map: ConfigMap = try await cluster.admin.get(namespace: TestCluster.namespace, name: "netrisk-history")
      #expect(map.data["history.json"] == #"{"version":2,"all":"new"}"#)
    }
  }

  @Test("Without the permission the operator works, and says what it lacks")
  func forbidden() async throws {
    try await Self.withCluster { cluster in
      let role = APIResource(
        group: "rbac.authorization.k8s.io", version: "v1", plural: "roles", kind: "Role", isNamespaced: true,
        hasProtobuf: false)
      _ = try await cluster.admin.delete(ObjectPath(role, namespace: TestCluster.namespace, name: "operator"))
      let run = OperatorRun(cluster.restricted, time: SetTime(Self.start))
      await cluster.until { Self.evaluations(run) > 0 }
      #expect(run.saidOfHistory.count == 1)
      #expect(run.saidOfHistory.first?.contains("cannot be read") == true)
      await run.stop()
      #expect(!cluster.requests.contains { $0.resource == "configmaps" && $0.verb == "patch" })
    }
  }

  @Test("A crash writes nothing: only what is certain is kept")
  func crash() async throws {
    try await Self.withCluster { cluster in
      let run = OperatorRun(cluster.restricted, time: SetTime(Self.start))
      await cluster.until { Self.evaluations(run) > 0 }
      await run.crash()
      #expect(!cluster.requests.contains { $0.resource == "configmaps" && $0.verb == "patch" })
    }
  }

  @Test("On a cold start statuses tell what objects' times tell, and that they are not confident")
  func backfill() async throws {
    try await Self.withCluster { cluster in
      let template: Tree = [
        "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "c", "image": "nginx"]]],
      ]
      let deployment = try await cluster.admin.create(
        ObjectPath(Deployment.resource, namespace: "default"),
        [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": ["name": "web", "annotations": ["netrisk.dev/chatty": "true"]],
          "spec": ["replicas": 24, "selector": ["matchLabels": ["app": "web"]], "template": template],
        ])
      let owner: Tree = [
        "apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "controller": true,
        "uid": deployment["metadata"]?["uid"] ?? .null,
      ]
      _ = try await cluster.admin.create(
        ObjectPath(ReplicaSet.resource, namespace: "default"),
        [
          "apiVersion": "apps/v1", "kind": "ReplicaSet",
          "metadata": ["name": "web-1", "labels": ["app": "web"], "ownerReferences": [owner]],
          "spec": ["replicas": 24, "selector": ["matchLabels": ["app": "web"]], "template": template],
        ])
      let watcher = Watcher<NetRisk>(cluster.admin)
      let run = OperatorRun(cluster.restricted, time: SetTime(Self.start))
      await watcher.until("default", "deployment-web") { $0?.level != nil }
      let status = watcher.store["default", "deployment-web"]?.statusTree
      // 24 pods that came up, two requests each, in 24 hours.
      #expect(status?["churn"]?["observed"]?["backfilled"] == true)
      #expect(status?["churn"]?["observed"]?["syncRequestsPerHour"] == 2)
      #expect(status?["churn"]?["observed"]?["coverageMinutes"] == 0)
      #expect(status?["churn"]?["topSources"]?.elements.first?["known"] == "Backfilled")
      #expect(watcher.store["default", "deployment-web"]?.condition("LowConfidence")?["status"] == "True")
      await run.stop()
      await watcher.stop()
    }
  }
}
