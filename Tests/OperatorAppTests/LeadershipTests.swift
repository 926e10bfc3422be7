import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

/// Two replicas of the operator over one Lease.
@Suite("Replicas of the operator", .timeLimit(.minutes(3)))
struct LeadershipTests {
  private static let discovered = "deployment-homeassistant"
  private static let homeIP = ObjectPath(CronJob.resource, namespace: "infra", name: "home-ip-updater")

  /// Who wrote statuses, by the identity that stands in the Lease at the time.
  private static func leader(_ cluster: TestCluster) async throws -> String {
    let path = ObjectPath(Lease.resource, namespace: TestCluster.namespace, name: OperatorIdentity.leaseName)
    return try await cluster.admin.get(path)["spec"]?["holderIdentity"]?.stringValue ?? ""
  }

  private static func withReplicas(
    _ body: (TestCluster, OperatorRun, OperatorRun, Watcher<NetRisk>) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let first = OperatorRun(cluster.restricted, name: "first") { $0.usesLeaderElection = true }
    let watcher = Watcher<NetRisk>(cluster.admin)
    await watcher.until("automation", discovered) { $0?.level == "High" }
    let second = OperatorRun(cluster.restricted, name: "second") { $0.usesLeaderElection = true }
    do { try await body(cluster, first, second, watcher) } catch {
      await first.crash()
      await second.crash()
      await watcher.stop()
      await cluster.stop()
      throw error
    }
    await first.crash()
    await second.stop()
    await watcher.stop()
    await cluster.stop()
  }

  @Test("A leader that stops hands over, and the other writes from then on")
  func handover() async throws {
    try await Self.withReplicas { cluster, first, second, watcher in
      #expect(first.theOperator.isLeading && !second.theOperator.isLeading)
      #expect(try await Self.leader(cluster) == "first")
      await first.stop()
      await cluster.until { second.theOperator.isLeading }
      #expect(!first.theOperator.isLeading)
      #expect(try await Self.leader(cluster) == "second")
      _ = try await cluster.admin.patch(Self.homeIP, .merge, ["spec": ["suspend": true]])
      await watcher.until("automation", Self.discovered) { $0?.summary("syncRequestsPerHour") == 40 }
    }
  }

  @Test("A writer whose term is over writes nothing")
  func lostTerm() async throws {
    let cluster = try await TestCluster("k3s-home-assistant")
    let before = cluster.server.audit.entries.count
    let writer = StatusWriter(cluster.restricted, term: .never) { _ in }
    var metadata = ObjectMeta(namespace: "automation", name: "x")
    metadata.uid = "u"
    await #expect(throws: KubeError.cancelled) {
      try await writer.apply(status: [:], of: NetRisk.resource, metadata)
    }
    await #expect(throws: KubeError.cancelled) {
      try await writer.apply([:], at: ObjectPath(NetRisk.resource, namespace: "automation", name: "x"))
    }
    await #expect(throws: KubeError.cancelled) { try await writer.delete(NetRisk.resource, metadata) }
    #expect(cluster.server.audit.entries.count == before)
    await cluster.stop()
  }
}
