import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Telemetry
import Testing

/// The wall clock jumps while the operator runs; waits go on as they are.
@Suite("A clock that jumps", .timeLimit(.minutes(2)))
struct ClockJumpTests {
  private static let namespace = "automation"
  private static let discovered = "deployment-homeassistant"
  private static let hour: Int64 = 3600
  private static let day: Int64 = 86_400

  /// An operator that leads, on incident 3, with all of its rows and the cluster's status.
  private static func withOperator(
    _ time: SetTime, _ body: (TestCluster, OperatorRun, Watcher<NetRisk>, Watcher<ClusterNetRisk>) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let run = OperatorRun(cluster.restricted, time: time) { $0.usesLeaderElection = true }
    let (watcher, clusters) = (Watcher<NetRisk>(cluster.admin), Watcher<ClusterNetRisk>(cluster.admin))
    await watcher.until { $0.count == 15 && $0.allSatisfy { $0.level == "High" } }
    await clusters.until("", "cluster") { $0?.statusTree?["summary"]?["atRisk"] == 15 }
    do { try await body(cluster, run, watcher, clusters) } catch {
      await run.crash()
      await watcher.stop()
      await clusters.stop()
      await cluster.stop()
      throw error
    }
    await run.stop()
    await watcher.stop()
    await clusters.stop()
    await cluster.stop()
  }

  /// Sets the clock; returns when the operator has looked at it since. What that leads to may still be to come.
  private static func jump(to now: Timestamp, _ time: SetTime, _ cluster: TestCluster) async {
    let ticks = time.ticks
    time.set(now)
    // The first may end a look that was under way.
    await cluster.until { time.ticks >= ticks + 2 }
  }

  /// Asks all rows for an answer, and waits for it: whatever the operator had to write before is written then.
  private static func request(_ word: String, _ cluster: TestCluster, _ watcher: Watcher<NetRisk>) async throws {
    for netRisk in watcher.store.snapshot().sorted() {
      _ = try await cluster.admin.patch(
        ObjectPath(NetRisk.resource, namespace: netRisk.metadata.namespace, name: netRisk.metadata.name), .merge,
        ["metadata": ["annotations": ["netrisk.dev/requested-at": .string(word)]]])
    }
    await watcher.until { $0.allSatisfy { $0.statusTree?["lastHandledRequest"] == .string(word) } }
  }

  private struct Transition: Hashable {
    var status: Tree?
    var time: Tree?
  }

  private static func transitions(_ watcher: Watcher<NetRisk>) -> [String: Transition] {
    var found: [String: Transition] = [:]
    for netRisk in watcher.store.snapshot().sorted() {
      for condition in netRisk.statusTree?["conditions"]?.elements ?? [] {
        let key = "\(netRisk.metadata.namespace)/\(netRisk.metadata.name) \(condition["type"]?.stringValue ?? "")"
        found[key] = Transition(status: condition["status"], time: condition["lastTransitionTime"])
      }
    }
    return found
  }

  @Test("An hour back, a day on, and back again: the same levels, few writes, no time that went by twice")
  func jumps() async throws {
    let start = realTime.now()
    let time = SetTime(start)
    try await Self.withOperator(time) { cluster, run, watcher, clusters in
      try await Self.request("start", cluster, watcher)
      let before = Self.transitions(watcher)
      #expect(before.count >= 15 * 4)
      let writes = cluster.requests.count { $0.subresource == "status" }
      for (index, seconds) in [-Self.hour, Self.day, 0].enumerated() {
        let evaluations = run.registry.counter("netrisk_evaluations_total", help: "").with()
        let seen = evaluations.value
        await Self.jump(to: start.advanced(bySeconds: seconds), time, cluster)
        await cluster.until { evaluations.value > seen }
        try await Self.request("\(index)", cluster, watcher)
        #expect(watcher.store.snapshot().sorted().allSatisfy { $0.level == "High" })
        // A time that nobody saw go by was not observed.
        let status = clusters.store["", "cluster"]?.statusTree
        #expect(status?["churn"]?["observed"]?["coverageMinutes"] == 0)
        #expect(watcher.store[Self.namespace, Self.discovered]?.condition("LowConfidence")?["status"] == "True")
        for (key, transition) in Self.transitions(watcher) where transition.status == before[key]?.status {
          #expect(transition.time == before[key]?.time, "\(key)")
        }
      }
      // A jump: fifteen answers, and each row and the cluster's may have had something else to say once. Some of the
      // first answers may have been under way when these were counted.
      #expect(cluster.requests.count { $0.subresource == "status" } - writes <= 15 + 3 * (15 + 16))
      #expect(run.theOperator.isLeading)
      let lease = ObjectPath(Lease.resource, namespace: TestCluster.namespace, name: OperatorIdentity.leaseName)
      #expect(try await cluster.admin.get(lease)["spec"]?["leaseTransitions"]?.integerValue ?? 0 == 0)
      #expect(Self.transitions(watcher) == before)
    }
  }

  @Test("An exception ends when the clock jumps past its end, and holds again when that was a mistake")
  func exceptions() async throws {
    let start = realTime.now()
    let time = SetTime(start)
    try await Self.withOperator(time) { cluster, _, watcher, _ in
      let end = Timestamp(seconds: start.seconds + 2 * Self.hour).rfc3339
      let homeAssistant: Tree = ["apiVersion": "apps/v1", "kind": "Deployment", "name": "homeassistant"]
      let accepted: Tree = ["code": "NR101", "reason": "we know", "until": .string(end)]
      _ = try await cluster.admin.create(
        ObjectPath(NetRisk.resource, namespace: Self.namespace),
        [
          "apiVersion": .string(NetRiskAPI.apiVersion), "kind": "NetRisk",
          "metadata": ["name": "mine", "namespace": .string(Self.namespace)],
          "spec": ["workloadRef": homeAssistant, "ignore": [accepted]],
        ])
      let holds = { @Sendable (netRisk: NetRisk?) in
        netRisk?.findings.contains("NR101") == false && netRisk?.summary("suppressed") == 1
      }
      let isOver = { @Sendable (netRisk: NetRisk?) in
        netRisk?.findings.contains("NR101") == true && netRisk?.findings.contains("NR601") == true
      }
      await watcher.until(Self.namespace, "mine", holds)
      await Self.jump(to: start.advanced(bySeconds: -Self.hour), time, cluster)
      #expect(holds(watcher.store[Self.namespace, "mine"]))
      await Self.jump(to: start.advanced(bySeconds: Self.day), time, cluster)
      await watcher.until(Self.namespace, "mine", isOver)
      await Self.jump(to: start, time, cluster)
      await watcher.until(Self.namespace, "mine", holds)
    }
  }
}
