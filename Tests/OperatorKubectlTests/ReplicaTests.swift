import DevAPIServer
import Support
import TestSupport
import Testing

extension OperatorProcessTests {
  /// The Lease, for kubectl.
  private static let lease = "lease/netrisk-operator -n \(OperatorCluster.namespace)"

  @Test(
    "A leader that is killed or frozen is followed; who wakes up writes nothing until it leads again",
    .enabled(if: OperatorCluster.isEmbedded))
  func replicas() async throws {
    try await OperatorCluster.with { cluster in
      try await cluster.install()
      let scenario = try await cluster.populate()
      for name in ["one", "two", "three"] { try await cluster.makeAccount(name) }
      let one = try await cluster.start("one", account: "one")
      try await cluster.wait(until: "create", of: scenario.object)
      try await cluster.wait(until: "jsonpath={.status.risk.level}=High", of: scenario.object)
      let two = try await standby("two", cluster)

      let killed = cluster.requestCount
      await one.kill()
      try await follow(two, "killed", cluster)
      try await cluster.done(scenario.suspends(true))
      try await cluster.wait(until: "jsonpath={.status.summary.syncRequestsPerHour}=40", of: scenario.object)
      #expect(Self.writes("one", cluster, from: killed) == [])
      #expect(Self.writes("two", cluster, from: killed).contains { $0.name == scenario.row && $0.status == 200 })

      try await freeze(two, cluster, scenario)
    }
  }

  /// What a leader misses that is frozen, and what it does when it wakes up.
  private func freeze(_ two: Replica, _ cluster: OperatorCluster, _ scenario: Scenario) async throws {
    let three = try await standby("three", cluster)
    let frozen = cluster.requestCount
    two.freeze()
    try await follow(three, "frozen", cluster)
    // It wakes up with news of this at hand, and would have something to write.
    try await cluster.done(scenario.suspends(false))
    try await cluster.wait(until: "jsonpath={.status.summary.syncRequestsPerHour}=88", of: scenario.object)

    let thawed = cluster.requestCount
    two.thaw()
    try await two.line("Lost the lease: standing by")
    try await cluster.until { Self.hears("two", cluster, from: thawed) }
    try await cluster.done(scenario.opensEgress)
    try await cluster.wait(until: "jsonpath={.status.exposure.state}=IngressPolicy", of: scenario.object)
    #expect(Self.writes("three", cluster, from: thawed).contains { $0.name == scenario.row && $0.status == 200 })
    #expect(Self.writes("two", cluster, from: frozen) == [])

    // It is a standby like any other: it leads when it is its turn, and only then writes.
    #expect(await three.stop() == 0)
    try await follow(two, "stopped", cluster)
    try await cluster.done(scenario.suspends(true))
    try await cluster.wait(until: "jsonpath={.status.summary.syncRequestsPerHour}=40", of: scenario.object)
    let requests = cluster.requests(of: "two", from: frozen)
    let lead = requests.firstIndex { $0.resource == "leases" && $0.verb == "update" && $0.status == 200 }
    let write = requests.firstIndex(where: Self.isWrite)
    #expect(try #require(lead) < #require(write))
    #expect(await two.stop() == 0)
  }

  /// A replica that follows the Lease and waits for its turn.
  private func standby(_ name: String, _ cluster: OperatorCluster) async throws -> Replica {
    let replica = try await cluster.start(name, account: name)
    try await cluster.until { Self.hears(name, cluster) }
    return replica
  }

  /// Waits until that replica has the Lease; prints how long it took.
  private func follow(_ replica: Replica, _ what: String, _ cluster: OperatorCluster) async throws {
    let start = ContinuousClock.now
    let holder = try await replica.identity()
    try await cluster.wait(until: "jsonpath={.spec.holderIdentity}=\(holder)", of: Self.lease)
    print("the leader was \(what): \(replica.name) has the Lease \((ContinuousClock.now - start).words) later")
  }

  /// Whether that ServiceAccount watches the Lease, as only a standby does.
  private static func hears(_ account: String, _ cluster: OperatorCluster, from start: Int = 0) -> Bool {
    cluster.requests(of: account, from: start).contains { $0.resource == "leases" && $0.verb == "watch" }
  }

  /// What it wrote, but for the Lease.
  private static func writes(_ account: String, _ cluster: OperatorCluster, from start: Int) -> [AuditEntry] {
    cluster.requests(of: account, from: start).filter(isWrite)
  }

  private static func isWrite(_ entry: AuditEntry) -> Bool {
    entry.resource != "leases" && !["get", "list", "watch"].contains(entry.verb)
  }
}
