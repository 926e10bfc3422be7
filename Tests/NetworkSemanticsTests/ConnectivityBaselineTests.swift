import KubeCore
import NetworkSemantics
import Testing

@Suite("Connectivity baseline")
struct ConnectivityBaselineTests {
  @Test("It says the same as the comparison of whole snapshots, for any change", arguments: 0..<8)
  func sameAsWhole(part: UInt64) {
    var differing = 0
    for seed in (part * 80)..<((part + 1) * 80) {
      var cluster = RandomCluster(seed: seed)
      let snapshot = cluster.snapshot()
      let baseline = ConnectivityBaseline(snapshot)
      for number in 0..<8 {
        let change = cluster.change(of: snapshot)
        let after = snapshot.applying(change)
        let limit = number % 2 == 0 ? 20 : 3
        let expected = snapshot.difference(to: after, limit: limit)
        let found = baseline.difference(change, limit: limit)
        if !expected.isEmpty { differing += 1 }
        guard found != expected else { continue }
        Issue.record("seed \(seed), change \(number): \(change)\nfound \(found)\nexpected \(expected)")
        return
      }
    }
    #expect(differing > 300)
  }

  @Test(
    "What decides a connection denies it on the side that does not have it, and not on the other", arguments: 0..<100)
  func causes(seed: UInt64) {
    var cluster = RandomCluster(seed: seed)
    let snapshot = cluster.snapshot()
    let change = cluster.change(of: snapshot)
    let difference = ConnectivityBaseline(snapshot).difference(change)
    let moved = Dictionary(change.endpoints.map { ($0.id, $0) }) { _, last in last }
    func cause(_ connection: ConnectionChange) -> ConnectionChange.Cause? {
      connection.cause(before: snapshot, after: snapshot.applying(change.withoutEndpoints), moved: moved)
    }
    func isDenial(_ decision: ConnectionDecision?) -> Bool {
      decision.map { $0.policy == nil && !$0.isolatingPolicies.isEmpty } ?? false
    }
    for connection in difference.gained.examples {
      // Only pods that change may gain by something else than policies: by an address or a node.
      guard let cause = cause(connection) else {
        #expect(!change.endpoints.isEmpty, "seed \(seed): \(connection)")
        continue
      }
      #expect(isDenial(cause.before) && !isDenial(cause.after), "seed \(seed): \(connection), \(cause)")
    }
    for connection in difference.lost.examples {
      guard let cause = cause(connection) else {
        #expect(!change.endpoints.isEmpty, "seed \(seed): \(connection)")
        continue
      }
      #expect(!isDenial(cause.before) && isDenial(cause.after), "seed \(seed): \(connection), \(cause)")
    }
  }

  @Test("What decides is told with the rule")
  func causeInWords() throws {
    let strict = policy("a", "strict", select: labels(["app": "x"]), types: ["Egress"])
    var open = strict
    open.spec.egress = [egressRule()]
    let snapshot = PolicySnapshot(
      [strict], [pod("a", "x", ["app": "x"], ip: "10.0.0.1"), pod("b", "y", ip: "10.0.0.2")])
    let change = SnapshotChange(policies: [open])
    let gained = ConnectivityBaseline(snapshot).difference(change).gained.examples
    let causes = gained.compactMap { $0.cause(before: snapshot, after: snapshot.applying(change))?.description }
    #expect(gained.count == 2)
    #expect(causes == Array(repeating: "egress: denied by a/strict, then allowed by egress[0] of a/strict", count: 2))
  }

  @Test("A changed snapshot is the snapshot of the changed objects", arguments: 0..<200)
  func applying(seed: UInt64) {
    var cluster = RandomCluster(seed: seed)
    let snapshot = cluster.snapshot()
    let change = cluster.change(of: snapshot)
    let applied = snapshot.applying(change)
    let names = Set(change.policies.map { NamespacedName($0.metadata.namespace, $0.metadata.name) })
    let kept = snapshot.policies.filter { !names.contains($0.name) && !change.removedPolicies.contains($0.name) }
    let all =
      kept.map { policyObject($0) }
      + change.policies.enumerated().filter { index, policy in
        !change.policies.dropFirst(index + 1).contains { $0.metadata == policy.metadata }
      }.map(\.element)
    let fresh = snapshot.replacing(policies: all)
    #expect(applied.policies.map(\.name) == fresh.policies.map(\.name))
    #expect(applied.policies.map(\.spec) == fresh.policies.map(\.spec))
    #expect(applied.endpoints.map(\.id) == snapshot.endpoints.map(\.id))
    for endpoint in snapshot.endpoints {
      #expect(applied.isolation(of: endpoint) == fresh.isolation(of: endpoint))
      let changed = change.endpoints.last { $0.id == endpoint.id }
      #expect(applied.endpoint(endpoint.id) == changed ?? endpoint)
    }
  }

  private func policyObject(_ compiled: CompiledPolicy) -> NetworkPolicy {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: compiled.name.namespace, name: compiled.name.name)
    policy.spec = compiled.spec
    return policy
  }

  @Test("Pods with one key twice are compared all the same")
  func repeatedKeys() {
    let twice = [pod("a", "x", ["app": "1"]), pod("a", "x", ["app": "2"]), pod("b", "y", ["app": "1"])]
    let snapshot = PolicySnapshot([], twice)
    let change = SnapshotChange(policies: [policy("a", "p", select: labels(["app": "1"]), types: ["Egress"])])
    #expect(
      ConnectivityBaseline(snapshot).difference(change) == snapshot.difference(to: snapshot.applying(change)))
  }
}
