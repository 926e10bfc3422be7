import DevAPIServer
import Support
import TestSupport
import Testing

extension OperatorProcessTests {
  @Test("Rows are there for kubectl, and follow a CronJob and a policy that are edited")
  func rows() async throws {
    try await OperatorCluster.with { cluster in
      try await cluster.install()
      let scenario = try await cluster.populate()
      let replica = try await cluster.start("first")
      try await cluster.wait(until: "create", of: scenario.object)
      try await cluster.wait(until: "jsonpath={.status.risk.level}", of: scenario.object)
      try await cluster.wait(until: "condition=Ready", of: scenario.object)
      try await cluster.wait(until: "create", of: "clusternetrisk/cluster")
      try await cluster.wait(until: "condition=Ready", of: "clusternetrisk/cluster")
      if OperatorCluster.isEmbedded {
        try await expectExample(cluster)
        try await edit(
          "a suspended CronJob", scenario.suspends(true), cluster, scenario,
          until: "{.status.summary.syncRequestsPerHour}=40")
      }
      try await edit(
        "a resumed CronJob", scenario.suspends(false), cluster, scenario,
        until: "{.status.churn.topSources[0].name}=\(scenario.cronJob)")
      try await edit(
        "an edited policy", scenario.opensEgress, cluster, scenario, until: "{.status.exposure.state}=IngressPolicy")
      #expect(await replica.stop() == 0)
      // Given up, not left to run out.
      let holder = "get lease netrisk-operator -n \(OperatorCluster.namespace) -o jsonpath={.spec.holderIdentity}"
      #expect(try await cluster.done(holder).output == "")
    }
  }

  /// The fifteen rows of the example.
  private func expectExample(_ cluster: OperatorCluster) async throws {
    try await cluster.wait(until: "jsonpath={.status.summary.atRisk}=15", of: "clusternetrisk/cluster")
    try await cluster.wait(until: "jsonpath={.status.risk.level}=High", of: "netrisk --all -A")
    let rows = try await cluster.done("get netrisk -A").rows
    #expect(
      rows.first == ["NAMESPACE", "NAME", "RISK", "SCORE", "EVIDENCE", "SYNCS/H", "POLICIES", "PATCHES", "AGE"])
    #expect(rows.count == 16)
    for row in rows.dropFirst() { #expect(row[2] == "High" && row[4] == "Predicted" && row[5] == "88") }
    let names = rows.dropFirst().map { "\($0[0])/\($0[1])" }
    #expect(names.contains("automation/deployment-homeassistant") && names.contains("databases/statefulset-redis-node"))
    let described = try await cluster.done("describe netrisk -n automation deployment-homeassistant").output
    #expect(described.contains("Level:") && described.contains("home-ip-updater"))
    let one = try await cluster.done("get clusternetrisk").rows
    #expect(one.last?.prefix(4) == ["cluster", "High", "15", "kube-router"])
  }

  /// Edits, and prints how long it takes until kubectl, which waits for it, sees the row that is to come of it.
  private func edit(
    _ what: String, _ arguments: String, _ cluster: OperatorCluster, _ scenario: Scenario, until path: String
  ) async throws {
    let start = cluster.requestCount
    async let seen = seen(path, cluster, scenario)
    // It watches already.
    if let server = cluster.server {
      try await cluster.until {
        server.audit.entries.dropFirst(start).contains {
          $0.verb == "watch" && $0.resource == "netrisks" && $0.user == "admin"
        }
      }
    }
    let before = ContinuousClock.now
    try await cluster.done(arguments)
    let edited = ContinuousClock.now
    let end = try await seen
    var words = "\(what): the row is seen \((end - before).words) after kubectl begins to edit"
    words += ", \((end - edited).words) after it has"
    let entries = cluster.server?.audit.entries.dropFirst(start) ?? []
    let edit = entries.first { $0.verb == "patch" && $0.user == "admin" }
    let row = entries.last { $0.subresource == "status" && $0.name == scenario.row }
    if let edit, let row { words += "; at the server \(row.time.words(after: edit.time))" }
    print(words)
  }

  private func seen(
    _ path: String, _ cluster: OperatorCluster, _ scenario: Scenario
  ) async throws -> ContinuousClock.Instant {
    try await cluster.wait(until: "jsonpath=\(path)", of: scenario.object)
    return ContinuousClock.now
  }
}

extension Duration {
  var words: String {
    let (seconds, attoseconds) = components
    let hundredths = attoseconds / 10_000_000_000_000_000
    return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths) s"
  }
}

extension Timestamp {
  fileprivate func words(after start: Timestamp) -> String {
    (Duration.seconds(seconds - start.seconds) + .nanoseconds(Int64(nanoseconds) - Int64(start.nanoseconds))).words
  }
}
