import KubeCore
import RiskEngine
import Testing

/// How objects become numbers, on small clusters.
@Suite("Evaluation")
struct EvaluationTests {
  private let homeAssistant = ObjectKey(kind: "Deployment", namespace: "home", name: "ha")

  @Test(
    "Pods of a run: completions before parallelism, none where a Job never starts",
    arguments: [
      ("", 1), (#""completions":3,"parallelism":1,"#, 3), (#""parallelism":4,"#, 4), (#""parallelism":0,"#, 0),
      (#""completions":2,"suspend":true,"#, 0),
    ])
  func podsPerRun(job: String, pods: Int) throws {
    let churn = try Cluster.k3s().cronJob("tick", "*/30 * * * *", job: job).report.cluster.churn
    #expect(churn.topSources.first?.podsPerRun ?? 0 == pods)
    #expect(churn.syncRequestsPerHour == RateRange(low: Double(pods) * 6, high: Double(pods) * 8))
  }

  @Test("An engine that does not rebuild has runs, but neither requests nor timer syncs")
  func noRebuild() throws {
    let cluster = try Cluster.calico().cronJob("tick", "*/5 * * * *").report.cluster
    #expect(cluster.churn.cronJobRunsPerHour == 12)
    #expect(cluster.churn.syncRequestsPerHour == RateRange(low: 0, high: 0))
    #expect(cluster.churn.timerSyncsPerHour == 0)
    #expect(cluster.cost == .none)
  }

  @Test("Without policies the cause is ruled out on kube-router too, and every level with it")
  func noPolicies() throws {
    let report = try Cluster.k3s().deployment("ha").cronJob("tick", "* * * * *").report
    #expect(report.cluster.ruledOut.map(\.name) == ["PolicyChurn"])
    #expect(report.workloads.allSatisfy { $0.risk.evidence == .ruledOut && $0.risk.level == .none })
    let isolated = try Cluster.k3s().deployment("ha").denyingEgress(of: "ha").report
    #expect(isolated.cluster.ruledOut.isEmpty)
    #expect(isolated.workloads.allSatisfy { $0.risk.evidence == .predicted })
  }

  @Test("An exception on the pod template counts for its workload")
  func templateException() throws {
    let cluster = try Cluster.k3s().denyingEgress(of: "ha").adding(
      .deployment,
      """
      {"metadata":{"name":"ha","namespace":"home"},"spec":{"selector":{"matchLabels":{"app":"ha"}},"template":{
      "metadata":{"labels":{"app":"ha"},"annotations":{"ignore.netrisk.dev/NR101":"it retries"}},
      "spec":{"containers":[{"name":"c","image":"ghcr.io/home-assistant/home-assistant:2026.2"}]}}}}
      """)
    #expect(cluster.findings(.egressIsolatedChattyWorkload).isEmpty)
    #expect(cluster.report.suppressed.map(\.reason) == ["it retries"])
    #expect(cluster.report.suppressed.map(\.finding.object) == [homeAssistant])
  }

  @Test("Running pods count, not the template; finished ones do not")
  func podsBeforeTemplate() throws {
    let owner = """
      ,"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"ha-5d8","uid":"x","controller":true}]
      """
    let template = try Cluster.k3s().deployment("ha").denyingEgress(of: "ha")
    #expect(template.workload("ha")?.exposure.isFromTemplate == true)
    let labels = #","labels":{"app":"other","pod-template-hash":"5d8"}"#
    let running = try template.pod("ha-5d8-1", extra: owner + labels)
    // The running pod does not have the label that the policy selects by; its template has.
    #expect(running.workload("ha")?.exposure.state == .defaultChain)
    #expect(running.workload("ha")?.exposure.isFromTemplate == false)
    for phase in ["Succeeded", "Failed"] {
      let finished = try template.pod("ha-5d8-1", phase: phase, extra: owner + labels)
      #expect(finished.workload("ha")?.exposure.state == .egressPolicy, "\(phase)")
    }
  }

  @Test("The most exposed pod gives the state and the reason, whatever comes after it")
  func worstPod() throws {
    let owner = """
      ,"ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"s","controller":true}]
      """
    let cluster = try Cluster.k3s().pod("db-0", app: "db", extra: owner).pod("db-1", app: "free", extra: owner)
      .denyingEgress(of: "db")
    let exposure = try #require(cluster.workload("db")).exposure
    #expect(exposure.state == .egressPolicy)
    #expect(exposure.reason == "egress-isolated by home/deny-db")
    #expect(exposure.selectedBy == ["home/deny-db"])
  }

  @Test("A StatefulSet that a custom resource owns stays a workload of its own")
  func ownedByCustomResource() throws {
    let cluster = try Cluster.k3s().adding(
      .statefulSet,
      """
      {"metadata":{"name":"pg","namespace":"home","ownerReferences":[{"apiVersion":"acid.zalan.do/v1",
      "kind":"postgresql","name":"pg","uid":"y","controller":true}]},"spec":{"selector":{"matchLabels":{"app":"pg"}},
      "template":{"metadata":{"labels":{"app":"pg"}},"spec":{"containers":[{"name":"c","image":"example.org/pg"}]}}}}
      """)
    #expect(cluster.report.workloads.map(\.key) == [ObjectKey(kind: "StatefulSet", namespace: "home", name: "pg")])
  }

  @Test("A namespace-wide policy is not reported for what it cannot select")
  func wideSelection() throws {
    let cluster = try Cluster.k3s().deployment("ha").policy("all", #"{"podSelector":{},"policyTypes":["Egress"]}"#)
    #expect(cluster.findings(.namespaceWideSelection).map(\.object) == [homeAssistant])
    let host = try Cluster.k3s().policy("all", #"{"podSelector":{},"policyTypes":["Egress"]}"#).adding(
      .deployment,
      """
      {"metadata":{"name":"ha","namespace":"home"},"spec":{"selector":{"matchLabels":{"app":"ha"}},"template":{
      "metadata":{"labels":{"app":"ha"}},"spec":{"hostNetwork":true,
      "containers":[{"name":"c","image":"ghcr.io/home-assistant/home-assistant:2026.2"}]}}}}
      """)
    #expect(host.findings(.namespaceWideSelection).isEmpty)
    #expect(host.workload("ha")?.exposure.state == .exempt)
  }
}
