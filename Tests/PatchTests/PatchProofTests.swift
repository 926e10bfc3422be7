import KubeCore
import NetworkSemantics
import RiskEngine
import Support
import Testing

/// Every patch that is shown applies, in every format, and does exactly what it says.
@Suite("Patches do what they say")
struct PatchProofTests {
  private static let formats = PatchFormat.allCases.filter { $0 != .diff && !$0.isForOwner }

  @Test("On the examples", arguments: WholeCluster.examples)
  func examples(name: String) throws {
    let cluster = try WholeCluster(example: name)
    let count = try Self.prove(cluster, name)
    #expect(count > 0 || name != "k3s-home-assistant")
  }

  @Test("On 300 generated clusters")
  func generated() throws {
    var count = 0
    for seed in 0..<300 as Range<UInt64> {
      count += try Self.prove(try WholeCluster(GeneratedCluster(seed: seed).objects), "seed \(seed)")
    }
    // Clusters without a patch prove nothing.
    #expect(count > 300)
  }

  /// How many patches were proven.
  private static func prove(_ cluster: WholeCluster, _ name: String) throws -> Int {
    let offered = cluster.report().rankedPatches.filter { !$0.patch.changes.isEmpty }
    for ranked in offered {
      let results = try formats.map { format in
        (format, try Applier(format, ranked.patch, cluster).apply(to: cluster))
      }
      let first = try #require(results.first?.1)
      for (format, result) in results {
        for (key, tree) in result.trees {
          // What a manifest leaves out is the server's.
          let (mine, theirs) = (tree.withoutServerFields, first.trees[key]?.withoutServerFields)
          #expect(theirs.map { mine.isSameJSON(as: $0) } == true, "\(name), \(ranked.patch.id), \(format): \(key)")
        }
        #expect(Set(result.trees.keys) == Set(first.trees.keys))
      }
      try check(ranked, before: cluster, after: first, name)
    }
    return offered.count
  }

  private static func check(
    _ ranked: RankedPatch, before: WholeCluster, after: WholeCluster, _ name: String
  ) throws {
    var after = after
    if [.hostNetwork, .dedicatedNamespace].contains(ranked.patch.type) { after.removePods(of: ranked.workload) }
    let report = after.report()
    // What is for no workload is told by the one at most risk.
    var key = ranked.patch.type == .consolidatePolicies ? before.report().workloads.first?.key : ranked.workload
    let move = ranked.patch.changes.first { $0.target.key == ranked.workload && $0.targetAfter != $0.target }
    if let move { key = move.targetAfter.key }
    let workload = try #require(report.workloads.first { $0.key == key }, "\(name), \(ranked.patch.id)")
    let stated = ranked.patch.effect.after
    let found = PatchEffect.Side(
      risk: workload.risk, exposure: workload.exposure.state, policies: report.cluster.policies.total,
      syncRequestsPerHour: report.cluster.churn.syncRequestsPerHour,
      pressureSecondsPerHour: report.cluster.cost.pressureSecondsPerHour)
    #expect(found == stated, "\(name), \(ranked.patch.id)")
    if [.egressAllow, .unselect, .dedicatedNamespace].contains(ranked.patch.type) {
      checkConnections(ranked.patch, before, after, name)
    }
    if ranked.patch.type == .consolidatePolicies { checkVerdicts(ranked.patch, before, after, name) }
  }

  /// A patch gains and loses as many connections as it says; EgressAllow changes no ingress verdict and takes nothing.
  private static func checkConnections(
    _ patch: SuggestedPatch, _ before: WholeCluster, _ after: WholeCluster, _ name: String
  ) {
    let (old, new) = (snapshot(before), snapshot(after, seenFrom: patch))
    // Of pods that are made anew only the templates are there afterwards.
    guard patch.type != .dedicatedNamespace || old.endpoints.map(\.id) == new.endpoints.map(\.id) else { return }
    let difference = old.difference(to: new, limit: 0)
    #expect(difference.gained.count == patch.effect.gainedCount, "\(name), \(patch.id)")
    #expect(difference.lost.count == patch.effect.lostCount, "\(name), \(patch.id)")
    for example in patch.effect.gained + patch.effect.lost {
      #expect(example.contains(" (egress: ") || example.contains(" (ingress: "), "\(name), \(patch.id): \(example)")
    }
    guard patch.type == .egressAllow else { return }
    #expect(patch.effect.lostCount == 0, "\(name), \(patch.id)")
    for endpoint in old.endpoints {
      let (mine, others) = (old.isolation(of: endpoint), new.isolation(of: endpoint))
      #expect(mine.ingressPolicies == others.ingressPolicies, "\(name), \(patch.id)")
    }
  }

  /// ConsolidatePolicies changes no verdict at all: every pair, every port that a policy names, all protocols.
  private static func checkVerdicts(
    _ patch: SuggestedPatch, _ before: WholeCluster, _ after: WholeCluster, _ name: String
  ) {
    let (old, new) = (snapshot(before), snapshot(after))
    guard old.endpoints.count < 60 else { return }
    for from in old.endpoints {
      for to in old.endpoints {
        for transport in TransportProtocol.allCases {
          for port in [1, 8000, 8001, 8002, 65_535] as [UInt16] {
            let verdicts = [old, new].map {
              $0.verdict(from: .pod(from), to: .pod(to), transport: transport, port: port).verdict
            }
            #expect(verdicts[0] == verdicts[1], "\(name), \(patch.id): \(from.id) → \(to.id) \(transport) \(port)")
          }
        }
      }
    }
  }

  /// - Parameter patch: what it has moved keeps the name that it had, so that both sides know it.
  private static func snapshot(_ cluster: WholeCluster, seenFrom patch: SuggestedPatch? = nil) -> PolicySnapshot {
    let snapshot = Snapshot(objects: cluster.objects)
    let moved = patch?.changes.first { $0.targetAfter != $0.target && $0.target == patch?.target }
    let templates = WorkloadBuilder.workloads(of: snapshot).filter(\.isFromTemplate).flatMap(\.endpoints).map {
      endpoint in
      var endpoint = endpoint
      if let moved, endpoint.id == moved.targetAfter.key { endpoint.id = moved.target.key }
      return endpoint
    }
    return PolicySnapshot(
      policies: snapshot.policies, endpoints: snapshot.pods.map { PodEndpoint($0) } + templates,
      namespaces: snapshot.namespaces)
  }

  @Test("The same objects in another order give the same patches, byte for byte")
  func deterministic() throws {
    for seed in 0..<20 as Range<UInt64> {
      let objects = GeneratedCluster(seed: seed).objects
      let (one, other) = (try WholeCluster(objects).report(), try WholeCluster(objects.reversed()).report())
      #expect(one.rankedPatches == other.rankedPatches)
    }
  }
}
