import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Telemetry
import Testing

/// The operator against an API server with incident 3 on it.
@Suite("The operator", .timeLimit(.minutes(3)))
struct OperatorTests {
  private static let automation = "automation"
  private static let discovered = "deployment-homeassistant"
  private static let frequent = [
    ("infra", "home-ip-updater"), ("monitoring", "cloudfront-to-loki"), ("monitoring", "agilepoker-to-loki"),
  ]

  private static func path(_ kind: ObjectKind, _ namespace: String, _ name: String) -> ObjectPath {
    ObjectPath(kind.resource, namespace: namespace, name: name)
  }

  /// A cluster with a running operator and a watch of its NetRisks, which has seen the first rows.
  private static func withOperator(
    _ change: (inout OperatorOptions) -> Void = { _ in },
    _ body: (TestCluster, OperatorRun, Watcher<NetRisk>) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let run = OperatorRun(cluster.restricted, change)
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until(automation, discovered) { $0?.level == "High" }
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

  @Test("With nothing but the definitions every chatty workload gets a row")
  func rows() async throws {
    try await Self.withOperator { cluster, _, watcher in
      await watcher.until { $0.count == 15 && $0.allSatisfy { $0.level != nil } }
      for netRisk in watcher.store.snapshot().sorted() {
        #expect(netRisk.level == "High")
        #expect(netRisk.summary("syncRequestsPerHour") == 88)
        #expect(netRisk.metadata.labels["app.kubernetes.io/managed-by"] == "netrisk")
        #expect(netRisk.metadata.ownerReferences.count == 1)
        #expect(netRisk.condition("Ready")?["status"] == "True")
      }
      let clusters = Watcher<ClusterNetRisk>(cluster.admin)
      await clusters.until("", "cluster") { $0?.statusTree?["summary"]?["atRisk"] == 15 }
      let status = clusters.store["", "cluster"]?.statusTree
      #expect(status?["engine"]?["name"] == "kube-router")
      #expect(status?["policies"]?["total"] == 130)
      #expect(status?["cost"]?["pressureSecondsPerHour"] == 42)
      #expect(status?["suggestedPatches"]?.elements.first?["type"] == "CronJobToDeployment")
      await clusters.stop()
    }
  }

  @Test("Suspended CronJobs lower the level, and an Event tells of it")
  func suspension() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let events = Watcher<Event>(cluster.admin)
      for (namespace, name) in Self.frequent {
        _ = try await cluster.admin.patch(Self.path(.cronJob, namespace, name), .merge, ["spec": ["suspend": true]])
      }
      await watcher.until(Self.automation, Self.discovered) { $0?.level == "Medium" }
      #expect(watcher.store[Self.automation, Self.discovered]?.summary("topSource") == nil)
      await events.until { $0.contains { $0.reason == "RiskLowered" && $0.regarding.name == Self.discovered } }
      await events.stop()
    }
  }

  @Test("An edited policy and a label that leaves it show in the exposure")
  func policyEdit() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let policy = Self.path(.networkPolicy, Self.automation, "homeassistant")
      _ = try await cluster.admin.patch(policy, .merge, ["spec": ["egress": [[:]]]])
      await watcher.until(Self.automation, Self.discovered) {
        $0?.statusTree?["exposure"]?["state"] == "IngressPolicy"
      }
      // The pods leave the policy with their new template label.
      _ = try await cluster.admin.patch(policy, .merge, ["spec": ["podSelector": ["matchLabels": ["app": "other"]]]])
      await watcher.until(Self.automation, Self.discovered) { $0?.summary("policies") == 0 }
      #expect(watcher.store[Self.automation, Self.discovered]?.statusTree?["exposure"]?["state"] == "DefaultChain")
    }
  }

  @Test("A workload that becomes chatty gets a row, one that is quiet loses it")
  func annotation() async throws {
    try await Self.withOperator { cluster, _, watcher in
      await watcher.until(Self.automation, "deployment-esphome") { $0?.level != nil }
      _ = try await cluster.admin.patch(
        Self.path(.deployment, Self.automation, "esphome"), .merge,
        ["metadata": ["annotations": ["netrisk.dev/chatty": "false"]]])
      await watcher.until(Self.automation, "deployment-esphome") { $0 == nil }
      _ = try await cluster.admin.patch(
        Self.path(.deployment, Self.automation, "esphome"), .merge,
        ["metadata": ["annotations": ["netrisk.dev/chatty": "true"]]])
      await watcher.until(Self.automation, "deployment-esphome") { $0?.level == "High" }
    }
  }

  private static func requested(_ spec: Tree, name: String = "mine") -> Tree {
    [
      "apiVersion": "netrisk.dev/v1alpha1", "kind": "NetRisk",
      "metadata": ["name": .string(name), "namespace": .string(automation)], "spec": spec,
    ]
  }

  private static let homeAssistant: Tree = ["apiVersion": "apps/v1", "kind": "Deployment", "name": "homeassistant"]

  @Test("A person's NetRisk takes the place of a discovered one, and gives it back")
  func precedence() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let collection = ObjectPath(NetRisk.resource, namespace: Self.automation)
      _ = try await cluster.admin.create(
        collection, Self.requested(["workloadRef": Self.homeAssistant, "budget": ["syncRequestsPerHour": 10]]))
      await watcher.until(Self.automation, Self.discovered) { $0 == nil }
      await watcher.until(Self.automation, "mine") { $0?.findings.contains("NR109") == true }
      _ = try await cluster.admin.delete(ObjectPath(NetRisk.resource, namespace: Self.automation, name: "mine"))
      await watcher.until(Self.automation, Self.discovered) { $0?.level == "High" }
    }
  }

  @Test("A profile, an accepted finding and its end, a request and a suspension are taken as they are asked")
  func requests() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let collection = ObjectPath(NetRisk.resource, namespace: Self.automation)
      let mine = ObjectPath(NetRisk.resource, namespace: Self.automation, name: "mine")
      _ = try await cluster.admin.create(
        collection, Self.requested(["workloadRef": Self.homeAssistant, "profile": "Chatty"]))
      await watcher.until(Self.automation, "mine") { $0?.findings.contains("NR101") == true }
      let accepted: Tree = [["code": "NR101", "reason": "we know"]]
      _ = try await cluster.admin.patch(mine, .merge, ["spec": ["ignore": accepted]])
      await watcher.until(Self.automation, "mine") { netRisk in
        netRisk?.findings.contains("NR101") == false && netRisk?.summary("suppressed") == 1
      }
      let ended: Tree = [["code": "NR101", "reason": "we know", "until": "2020-01-01T00:00:00Z"]]
      _ = try await cluster.admin.patch(mine, .merge, ["spec": ["ignore": ended]])
      await watcher.until(Self.automation, "mine") { netRisk in
        netRisk?.findings.contains("NR101") == true && netRisk?.findings.contains("NR601") == true
      }
      _ = try await cluster.admin.patch(mine, .merge, ["spec": ["profile": "Quiet", "ignore": .null]])
      await watcher.until(Self.automation, "mine") { $0?.level == "Medium" }
      _ = try await cluster.admin.patch(
        mine, .merge, ["metadata": ["annotations": ["netrisk.dev/requested-at": "once"]]])
      await watcher.until(Self.automation, "mine") { $0?.statusTree?["lastHandledRequest"] == "once" }
      _ = try await cluster.admin.patch(mine, .merge, ["spec": ["suspend": true, "profile": "Chatty"]])
      await watcher.until(Self.automation, "mine") { $0?.condition("Ready")?["reason"] == "Suspended" }
      #expect(watcher.store[Self.automation, "mine"]?.level == "Medium")
    }
  }

  @Test("A target that is not there is Stalled until it comes")
  func target() async throws {
    try await Self.withOperator { cluster, _, watcher in
      let collection = ObjectPath(NetRisk.resource, namespace: Self.automation)
      let reference: Tree = ["apiVersion": "apps/v1", "kind": "Deployment", "name": "later"]
      _ = try await cluster.admin.create(collection, Self.requested(["workloadRef": reference]))
      await watcher.until(Self.automation, "mine") { $0?.condition("Stalled")?["status"] == "True" }
      var deployment = try await cluster.admin.get(Self.path(.deployment, Self.automation, "homeassistant"))
      deployment["metadata"] = ["name": "later", "namespace": .string(Self.automation)]
      deployment["status"] = nil
      _ = try await cluster.admin.create(ObjectPath(Deployment.resource, namespace: Self.automation), deployment)
      await watcher.until(Self.automation, "mine") { $0?.level == "High" && $0?.condition("Stalled") == nil }
    }
  }

  @Test("The definitions may go and come back")
  func definitionsReturn() async throws {
    try await Self.withOperator { cluster, _, _ in
      for definition in ResourceDefinition.all {
        _ = try await cluster.admin.delete(ObjectPath(TestCluster.definitions, name: definition.name))
      }
      // The watch has no more to say then: the operator may have made an object in between.
      await cluster.until { (try? await cluster.admin.list(NetRisk.self)) == nil }
      try await cluster.installDefinitions()
      let later = Watcher<NetRisk>(cluster.admin)
      await later.until { $0.count == 15 && $0.allSatisfy { $0.level == "High" } }
      await later.stop()
    }
  }

  @Test("Its writes are NetRisks, their statuses and Events; once settled there are none")
  func writes() async throws {
    try await Self.withOperator { cluster, run, watcher in
      await watcher.until { $0.count == 15 && $0.allSatisfy { $0.level != nil } }
      let clusters = Watcher<ClusterNetRisk>(cluster.admin)
      await clusters.until("", "cluster") { $0?.statusTree != nil }
      let writing = cluster.requests.filter { !["get", "list", "watch"].contains($0.verb) }
      #expect(writing.allSatisfy { $0.status < 300 }, "\(writing.filter { $0.status >= 300 })")
      let touched = Set(writing.map { "\($0.verb) \($0.resource) \($0.subresource)" })
      #expect(
        touched.isSubset(of: [
          "patch netrisks ", "patch netrisks status", "patch clusternetrisks ", "patch clusternetrisks status",
          "create events ", "patch events ",
        ]), "\(touched)")
      await clusters.stop()
      // A change that concerns nobody is evaluated, and written nowhere.
      let before = cluster.requests.count { $0.subresource == "status" }
      let evaluations = run.registry.counter("netrisk_evaluations_total", help: "").with()
      let seen = evaluations.value
      _ = try await cluster.admin.patch(
        Self.path(.namespace, "", "media"), .merge, ["metadata": ["labels": ["colour": "blue"]]])
      await cluster.until { evaluations.value > seen }
      #expect(cluster.requests.count { $0.subresource == "status" } == before)
    }
  }
}

extension TestCluster {
  /// Looks again and again, each look a request of its own: for what no object shows. The suite's time limit ends a wait
  /// in vain.
  func until(_ isMet: () async -> Bool) async {
    while await !isMet() { _ = try? await admin.raw("/version") }
  }
}
