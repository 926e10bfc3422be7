import KubeCore
import RiskEngine
import Support
import Testing

/// Writes of one NetworkPolicy, as a watch shows them.
enum Rewrites {
  static let start = Timestamp(seconds: 1_771_156_800)

  /// A ledger of `count` writes by one manager, one a minute; those that change the spec raise the generation.
  static func ledger(_ count: Int, changingSpec: Bool = false) throws -> ChurnLedger {
    var recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: start))
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: "home", name: "p")
    policy.metadata.uid = "p"
    policy.metadata.generation = 1
    recorder.apply(.added(.networkPolicy(policy)), origin: .baseline, at: start)
    for number in 1...count {
      let time = Int64(number) * 60
      policy.metadata.resourceVersion = String(number)
      policy.metadata.managedFields = [ManagedFieldsEntry("argocd", start.seconds + time)]
      if changingSpec { policy.metadata.generation += 1 }
      recorder.apply(.modified(.networkPolicy(policy)), origin: .live, at: start.advanced(bySeconds: time))
    }
    recorder.observe(until: start.advanced(bySeconds: Int64(count + 1) * 60))
    return recorder.ledger
  }
}

@Suite("Findings of observed churn")
struct ObservedFindingTests {
  @Test("NR105: names the manager and counts its writes that changed nothing")
  func policyRewritten() throws {
    var cluster = try Cluster.k3s()
    #expect(cluster.findings(.policyRewritten) == [])
    cluster.options.observed = try Rewrites.ledger(5)
    let finding = try #require(cluster.findings(.policyRewritten).first)
    #expect(finding.object == ObjectKey(kind: "FieldManager", namespace: "", name: "argocd"))
    #expect(finding.message.contains("FieldManager argocd wrote NetworkPolicies 5 times"))
    #expect(finding.evidence.map(\.state) == [.observed])
    cluster.options.observed = try Rewrites.ledger(5, changingSpec: true)
    #expect(cluster.findings(.policyRewritten) == [])
  }

  @Test("NR105: not on an engine that does not rebuild for it")
  func policyRewrittenElsewhere() throws {
    var cluster = try Cluster.calico()
    cluster.options.observed = try Rewrites.ledger(5)
    #expect(cluster.findings(.policyRewritten) == [])
  }

  @Test("Observing churn does not make evidence Observed")
  func evidence() throws {
    var cluster = try Cluster.k3s().deployment("ha").denyingEgress(of: "ha")
    cluster.options.observed = try Rewrites.ledger(50)
    #expect(cluster.workload("ha")?.risk.evidence == .predicted)
  }

  @Test("NR109: more than the budget by the forecast, else by the last hour")
  func churnBudgetExceeded() throws {
    var cluster = try Cluster.k3s().cronJob("tick", "0 * * * *")
    #expect(cluster.findings(.churnBudgetExceeded) == [])
    cluster.options.syncRequestBudget = 4
    #expect(cluster.findings(.churnBudgetExceeded) == [])
    cluster.options.syncRequestBudget = 3.9
    #expect(cluster.findings(.churnBudgetExceeded).map(\.message).first?.contains("3–4 sync requests") == true)
    cluster.options.syncRequestBudget = 4
    cluster.options.observed = try Rewrites.ledger(4)
    #expect(cluster.findings(.churnBudgetExceeded) == [])
    cluster.options.observed = try Rewrites.ledger(5)
    #expect(cluster.findings(.churnBudgetExceeded).map(\.message).first?.contains("5 sync requests were") == true)
    var other = try Cluster.calico()
    other.options = cluster.options
    #expect(other.findings(.churnBudgetExceeded) == [])
  }
}
