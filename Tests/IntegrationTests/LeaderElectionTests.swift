import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// Two processes and one Lease, over the wire. Each has a clock of its own, which stands still unless a test turns it.
@Suite("Leader election in a cluster", .timeLimit(.minutes(2)))
struct LeaderElectionTests {
  /// An elector that notes what its work does.
  private struct Process {
    let name: String
    let time = ManualTime()
    let elector: LeaderElector
    let log: Lock<[String]>

    init(_ name: String, _ client: KubeClient, _ namespace: String, log: Lock<[String]>) throws {
      self.name = name
      self.log = log
      elector = try #require(
        LeaderElector(
          LeaderElectionSettings(identity: name),
          client: APILeaseClient(client, namespace: namespace, name: "netrisk-operator"), time: time, seed: 1))
    }

    func start() -> Task<LeaderElector.End, Never> {
      Task { [self] in
        await elector.run { _ in
          log.withLock { $0.append("\(name) begins") }
          while !Task.isCancelled { try? await time.sleep(for: .seconds(3600)) }
          log.withLock { $0.append("\(name) ends") }
        }
      }
    }

    /// Turns its clock until it leads, not while a request is under way.
    func turnUntilLeading() async {
      while !elector.isLeading {
        if !time.pendingSleeps.contains(.seconds(5)) { time.advance(by: .milliseconds(100)) }
        await Task.yield()
      }
    }
  }

  private static func until(_ holds: () -> Bool) async { while !holds() { await Task.yield() } }

  private static func lease(_ client: KubeClient, _ namespace: String) async throws -> Lease {
    try await client.get(namespace: namespace, name: "netrisk-operator")
  }

  @Test("Of two one leads; when it stops, its work first, the other takes over by what the watch says")
  func handOver() async throws {
    try await TestCluster.withNamespace { client, namespace in
      let log = Lock<[String]>([])
      let both = [
        try Process("a", client, namespace, log: log), try Process("b", client, namespace, log: log),
      ]
      let runs = both.map { $0.start() }
      await Self.until { both.contains { $0.elector.isLeading } }
      let first = both[0].elector.isLeading ? 0 : 1
      let second = 1 - first
      // The other has seen who leads, and waits.
      await Self.until { both[second].elector.leader == both[first].name }
      #expect(!both[second].elector.isLeading)
      var lease = try await Self.lease(client, namespace)
      #expect(lease.spec.holderIdentity == both[first].name && lease.spec.leaseDurationSeconds == 15)
      #expect(lease.spec.renewTime == both[first].time.now())

      both[first].elector.stop()
      #expect(await runs[first].value == .stopped)
      await Self.until { both[second].elector.isLeading }
      #expect(both[second].time.uptime() == .zero)
      lease = try await Self.lease(client, namespace)
      #expect(lease.spec.holderIdentity == both[second].name && lease.spec.leaseTransitions == 1)
      both[second].elector.stop()
      #expect(await runs[second].value == .stopped)
      #expect(try await Self.lease(client, namespace).spec.holderIdentity == "")
      let names = (both[first].name, both[second].name)
      #expect(
        log.withLock { $0 } == ["\(names.0) begins", "\(names.0) ends", "\(names.1) begins", "\(names.1) ends"])
    }
  }

  @Test("A leader that crashes is followed when its lease has run out, and not before")
  func crash() async throws {
    try await TestCluster.withNamespace { client, namespace in
      let log = Lock<[String]>([])
      do {
        // It takes the lease and is heard of no more.
        let crashing = try Process("a", client, namespace, log: log)
        _ = await crashing.elector.step()
        #expect(crashing.elector.isLeading)
      }
      let standby = try Process("b", client, namespace, log: log)
      let run = standby.start()
      await Self.until { standby.elector.leader == "a" }
      await standby.turnUntilLeading()
      #expect(standby.time.uptime() >= .seconds(15))
      let lease = try await Self.lease(client, namespace)
      #expect(lease.spec.holderIdentity == "b" && lease.spec.leaseTransitions == 1)
      standby.elector.stop()
      #expect(await run.value == .stopped)
    }
  }

  @Test("What others have written into the Lease outlives renewals and hand-overs")
  func metadata() async throws {
    try await TestCluster.withNamespace { client, namespace in
      let leases = APILeaseClient(client, namespace: namespace, name: "netrisk-operator")
      var spec = LeaseSpec()
      (spec.holderIdentity, spec.leaseDurationSeconds) = ("a", 15)
      _ = try await leases.create(spec)
      let path = ObjectPath(Lease.resource, namespace: namespace, name: "netrisk-operator")
      _ = try await client.patch(
        path, .merge, ["metadata": ["labels": ["app": "netrisk"], "annotations": ["note": "kept"]]])
      let seen = try await leases.get()
      spec.renewTime = Timestamp(seconds: 1_767_225_600, nanoseconds: 1000)
      let renewed = try await leases.update(spec, resourceVersion: seen.metadata.resourceVersion)
      _ = try await leases.update(spec, resourceVersion: renewed.metadata.resourceVersion)
      let tree = try await client.get(path)
      #expect(tree["metadata"]?["labels"] == ["app": "netrisk"])
      #expect(tree["metadata"]?["annotations"] == ["note": "kept"])
      #expect(tree["metadata"]?["managedFields"]?.elements.isEmpty == false)
      #expect(tree["spec"]?["renewTime"] == "2026-01-01T00:00:00.000001Z")
      let stale = await TestCluster.failure {
        try await leases.update(spec, resourceVersion: seen.metadata.resourceVersion)
      }
      #expect(stale?.isConflict == true)
    }
  }
}
