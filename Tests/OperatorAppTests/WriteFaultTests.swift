import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import RiskEngine
import Support
import Telemetry
import TestSupport
import Testing

/// A write that fails once is made up for, whatever failed, and nothing is written beyond that (F20, F40; O3).
@Suite("Faults of the operator's writes", .serialized, .timeLimit(.minutes(3)))
struct WriteFaultTests {
  private static func isOwn(_ request: HTTPRequest) -> Bool {
    request.method != .get && request.url.contains("/apis/" + NetRiskAPI.group)
  }

  /// The operator's client over a transport, whose `Retry-After` is over soon.
  private static func client(_ transport: FaultyTransport, _ cluster: TestCluster) -> KubeClient {
    TestCluster.client(
      transport, port: cluster.server.port, token: "operator-token",
      time: HurriedTime(20, start: realTime.now()))
  }

  @Test("Any write may fail once: the same statuses, at most one write more an object", arguments: WriteFault.allCases)
  func everyWrite(fault: WriteFault) async throws {
    let wanted = try await SmallCluster.undisturbed()
    for point in 0..<SmallCluster.writes {
      let cluster = try await TestCluster()
      try await SmallCluster.fill(cluster)
      let faulty = FaultyTransport(cluster.transport, fault, at: point, of: Self.isOwn)
      let run = OperatorRun(Self.client(faulty, cluster))
      await faulty.waitForFault()
      #expect(await SmallCluster.settle(cluster) == wanted, "write \(point)")
      let writes = await SmallCluster.carriedOut(cluster)
      await run.stop()
      for name in SmallCluster.objects {
        let (made, told) = (writes["\(name) "] ?? 0, writes["\(name) status"] ?? 0)
        #expect(made >= 1 && told >= 1 && made + told <= 3, "write \(point), \(name)")
        // Its own status is known until the watch brings it, unless nobody heard that it was written.
        if fault != .answerLost { #expect(told == 1, "write \(point), \(name)") }
      }
      let new = cluster.requests.filter { $0.group == NetRiskAPI.group && $0.status == 201 }
      #expect(new.map(\.name).sorted() == SmallCluster.objects.sorted(), "write \(point)")
      await cluster.stop()
    }
  }

  @Test("In a cluster where nothing else happens a status that failed is tried again", arguments: WriteFault.allCases)
  func quiet(fault: WriteFault) async throws {
    let cluster = try await TestCluster()
    try await SmallCluster.fill(cluster)
    let isArmed = Lock(false)
    let faulty = FaultyTransport(cluster.transport, fault) { request in
      request.url.contains("/netrisks/deployment-two/status") && isArmed.withLock { $0 }
    }
    // Hurried, so that what the operator looks at by itself as it starts is looked at by then.
    let run = OperatorRun(Self.client(faulty, cluster), time: HurriedTime(20, start: realTime.now()))
    _ = await SmallCluster.settle(cluster)
    _ = await SmallCluster.carriedOut(cluster)
    let watcher = Watcher<NetRisk>(cluster.admin)
    // One evaluation, after which there is one status to write: what it is about.
    func request(_ budget: Int64) async throws {
      let path = ObjectPath(NetRisk.resource, namespace: SmallCluster.namespace, name: "deployment-two")
      let changed = try await cluster.admin.patch(
        path, .merge, ["spec": ["budget": ["syncRequestsPerHour": .integer(budget)]]])
      await watcher.until(SmallCluster.namespace, "deployment-two") {
        $0?.statusTree?["observedGeneration"] == changed["metadata"]?["generation"]
      }
    }
    try await request(500)
    isArmed.withLock { $0 = true }
    try await request(600)
    await faulty.waitForFault()
    #expect(watcher.store[SmallCluster.namespace, "deployment-two"]?.condition("Ready")?["status"] == "True")
    await run.stop()
    let made = cluster.requests.filter { $0.group == NetRiskAPI.group && $0.status == 201 }
    #expect(made.count == SmallCluster.objects.count)
    await watcher.stop()
    await cluster.stop()
  }

  @Test("A deletion may fail once: the row goes, and the cluster's status follows", arguments: WriteFault.allCases)
  func deletion(fault: WriteFault) async throws {
    let cluster = try await TestCluster()
    try await SmallCluster.fill(cluster)
    let faulty = FaultyTransport(cluster.transport, fault) { $0.method == .delete && Self.isOwn($0) }
    let run = OperatorRun(Self.client(faulty, cluster))
    let before = await SmallCluster.settle(cluster)
    try await SmallCluster.mark("two", chatty: false, cluster)
    await faulty.waitForFault()
    let after = await SmallCluster.settle(cluster, workloads: 1)
    #expect(Set(before.keys) == ["deployment-one", "deployment-two", NetRiskAPI.clusterName])
    #expect(Set(after.keys) == ["deployment-one", NetRiskAPI.clusterName])
    #expect(after["deployment-one"] == before["deployment-one"])
    await run.stop()
    let deletions = cluster.requests.filter { $0.verb == "delete" && $0.status < 300 }
    #expect(deletions.map(\.name) == ["deployment-two"])
    await cluster.stop()
  }

  @Test(
    "The history's last write may fail: the operator ends, and says what was not kept",
    arguments: WriteFault.allCases)
  func history(fault: WriteFault) async throws {
    let cluster = try await TestCluster()
    try await SmallCluster.fill(cluster)
    let faulty = FaultyTransport(cluster.transport, fault) {
      $0.method == .patch && $0.url.contains("/configmaps/netrisk-history")
    }
    let run = OperatorRun(Self.client(faulty, cluster))
    _ = await SmallCluster.settle(cluster)
    _ = try await cluster.admin.create(
      ObjectPath(Namespace.resource), ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "counted"]])
    let counter = run.registry.counter("netrisk_sync_requests_total", help: "", labels: ["source_kind"])
    await cluster.until { counter.with("Namespace").value == 1 }
    await run.stop()
    await faulty.waitForFault()
    let map: ConfigMap? = try? await cluster.admin.get(
      namespace: TestCluster.namespace, name: "netrisk-history")
    let kept = try map?.data["history.json"].map { try ChurnHistory(text: $0) }
    let requests = kept?.minutes.values.reduce(0) { $0 + $1.requests }
    // The server said how to go on, or that somebody else was faster: tried again. What a stop may wait for is short.
    let isKept = fault != .failure && fault != .lost
    #expect(requests == (isKept ? 1 : nil))
    #expect(run.saidOfHistory.count == ([.failure, .lost, .answerLost].contains(fault) ? 1 : 0))
    await cluster.stop()
  }
}
