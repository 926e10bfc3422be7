import KubeCore
import RiskEngine
import Support
import Testing

/// Each finding on a small cluster that has it, and on one that all but has it.
@Suite("Findings of churn and workloads")
struct FindingCheckTests {
  // MARK: NR101

  @Test("NR101: chatty and egress-isolated on an engine that rebuilds")
  func egressIsolatedChattyWorkload() throws {
    let cluster = try Cluster.k3s().deployment("ha").denyingEgress(of: "ha")
    let finding = try #require(cluster.findings(.egressIsolatedChattyWorkload).first)
    #expect(finding.object == ObjectKey(kind: "Deployment", namespace: "home", name: "ha"))
    #expect(finding.message.contains("egress-isolated by home/deny-ha"))
    let evidence = finding.evidence.map(\.statement).joined()
    #expect(evidence.contains("56,026"))
    #expect(evidence.contains("ECONNREFUSED") && evidence.contains("ENETUNREACH"))
  }

  @Test("NR101: not where one of chatty, isolated, narrow and rebuilding is missing")
  func noEgressIsolatedChattyWorkload() throws {
    let base = try Cluster.k3s()
    let clusters = [
      try base.deployment("ha", image: "example.org/quiet").denyingEgress(of: "ha"),
      try base.deployment("ha", annotations: #"{"netrisk.dev/chatty":"false"}"#).denyingEgress(of: "ha"),
      try base.deployment("ha").denyingEgress(of: "other"),
      try base.deployment("ha").denyingEgress(of: "ha", in: "elsewhere"),
      try base.deployment("ha").policy("open", #"{"podSelector":{},"policyTypes":["Egress"],"egress":[{}]}"#),
      try base.deployment("ha").policy("in", #"{"podSelector":{},"policyTypes":["Ingress"]}"#),
      try Cluster.calico().deployment("ha").denyingEgress(of: "ha"),
      try Cluster.flannel().deployment("ha").denyingEgress(of: "ha"),
    ]
    for cluster in clusters { #expect(cluster.findings(.egressIsolatedChattyWorkload) == []) }
  }

  // MARK: NR102

  @Test("NR102: from the threshold's runs an hour on", arguments: [("*/15 * * * *", 1), ("*/20 * * * *", 0)])
  func frequentCronJob(schedule: String, count: Int) throws {
    let cluster = try Cluster.k3s().cronJob("tick", schedule).cronJob("rare", "0 3 * * *")
    #expect(cluster.findings(.frequentCronJob).count == count)
    #expect(cluster.with { $0.thresholds.frequentCronJobRunsPerHour = 3 }.findings(.frequentCronJob).count == 1)
    #expect(try Cluster.calico().cronJob("tick", schedule).findings(.frequentCronJob) == [])
  }

  @Test("NR102: names its part of all requests")
  func frequentCronJobShare() throws {
    let cluster = try Cluster.k3s().cronJob("a", "*/5 * * * *").cronJob(
      "b", "*/10 * * * *", job: #""completions":2,"#)
    let findings = cluster.findings(.frequentCronJob)
    #expect(findings.map(\.object.name) == ["a", "b"])
    #expect(findings.first?.message.contains("12 times an hour and causes 36–48 of 72–96 sync requests") == true)
    #expect(findings.first?.message.contains("(50 %)") == true)
    #expect(findings.last?.evidence.first?.statement.hasPrefix("6 runs × 2 pods") == true)
  }

  @Test("NR102: not while it is suspended, nor while its Jobs make no pod")
  func suspendedCronJob() throws {
    let suspended = try Cluster.k3s().cronJob("tick", "* * * * *", spec: #","suspend":true"#)
    #expect(suspended.findings(.frequentCronJob) == [])
    #expect(suspended.report.cluster.churn.cronJobRunsPerHour == 0)
    let empty = try Cluster.k3s().cronJob("tick", "* * * * *", job: #""parallelism":0,"#)
    #expect(empty.report.cluster.churn.syncRequestsPerHour == RateRange(low: 0, high: 0))
  }

  // MARK: NR103, NR104

  @Test("NR103: from 2 seconds an hour on")
  func policyPressure() throws {
    // 12 timer syncs of 49 ms are 0.6 s/h; with 60 runs they are 252 of 49 ms.
    #expect(try Cluster.k3s().findings(.policyPressure) == [])
    let finding = try #require(try Cluster.k3s().cronJob("tick", "* * * * *").findings(.policyPressure).first)
    #expect(finding.object.kind == "Cluster")
    #expect(finding.severity == .medium)
    #expect(try Cluster.calico().cronJob("tick", "* * * * *").findings(.policyPressure) == [])
  }

  @Test("NR104: where requests come faster than syncs finish")
  func syncSaturated() throws {
    let busy = try Cluster.k3s().unrelatedPolicies(400).cronJob("tick", "* * * * *", job: #""completions":10,"#)
    #expect(busy.report.cluster.cost.isSaturated)
    #expect(busy.findings(.syncSaturated).map(\.severity) == [.high])
    let calm = try Cluster.k3s().unrelatedPolicies(400).cronJob("tick", "*/5 * * * *")
    #expect(calm.findings(.syncSaturated) == [])
  }

  // MARK: NR106

  private let peer = """
    {"podSelector":{"matchLabels":{"app":"web"}},"policyTypes":["Ingress"],"ingress":[{},
    {"from":[{"namespaceSelector":{},"podSelector":{"matchLabels":{"app":"tick"}}}]}]}
    """

  @Test("NR106: a rule that names a CronJob's pods, where a sync takes half a second or more")
  func churningPeer() throws {
    let cluster = try Cluster.k3s().unrelatedPolicies(160).pod("web").cronJob("tick", "0 * * * *")
      .adding(.namespace, #"{"metadata":{"name":"jobs"}}"#).policy("allow", peer)
    let finding = try #require(cluster.findings(.churningPeer).first)
    #expect(finding.object == ObjectKey(kind: "NetworkPolicy", namespace: "home", name: "allow"))
    #expect(finding.message.contains("spec.ingress[1]"))
    #expect(finding.message.contains("start 1 times an hour"))
    #expect(cluster.findings(.churningPeer).count == 1)
    #expect(cluster.with { $0.thresholds.programmingDelaySeconds = 5 }.findings(.churningPeer) == [])
    #expect(cluster.with { $0.thresholds.peerChangesPerHour = 1.1 }.findings(.churningPeer) == [])
  }

  @Test("NR106: not below its thresholds, nor where the policy holds no pod, nor for a suspended peer")
  func noChurningPeer() throws {
    let slow = try Cluster.k3s().unrelatedPolicies(160)
      .adding(.namespace, #"{"metadata":{"name":"jobs"}}"#).policy("allow", peer)
    #expect(try slow.pod("web").cronJob("tick", "0 */2 * * *").findings(.churningPeer) == [])
    #expect(try slow.pod("db", app: "db").cronJob("tick", "0 * * * *").findings(.churningPeer) == [])
    let suspended = try slow.pod("web").cronJob("tick", "0 * * * *", spec: #","suspend":true"#)
    #expect(suspended.with { $0.thresholds.peerChangesPerHour = 0 }.findings(.churningPeer) == [])
    let fast = try Cluster.k3s().pod("web").cronJob("tick", "0 * * * *").policy("allow", peer)
    #expect(fast.findings(.churningPeer) == [])
  }

  // MARK: NR107

  @Test("NR107: egress-isolated pods of a CronJob, and of a Job that is not done")
  func shortLivedVictim() throws {
    let cluster = try Cluster.k3s().cronJob("tick", "0 * * * *").denyingEgress(of: "tick", in: "jobs")
    let finding = try #require(cluster.findings(.shortLivedVictim).first)
    #expect(finding.message.contains("1 times an hour"))
    #expect(try Cluster.k3s().cronJob("tick", "0 * * * *").findings(.shortLivedVictim) == [])
    let suspended = try Cluster.k3s().cronJob("tick", "0 * * * *", spec: #","suspend":true"#)
    #expect(try suspended.denyingEgress(of: "tick", in: "jobs").findings(.shortLivedVictim) == [])
    let empty = try Cluster.k3s().cronJob("tick", "0 * * * *", job: #""parallelism":0,"#)
    #expect(try empty.denyingEgress(of: "tick", in: "jobs").findings(.shortLivedVictim) == [])
  }

  @Test(
    "NR107: a Job that is complete, has failed or is suspended starts no pods",
    arguments: [
      ("{}", "", 1), (#"{"active":1}"#, "", 1), (#"{"completionTime":"2026-02-15T11:00:00Z","succeeded":1}"#, "", 0),
      (#"{"conditions":[{"type":"Failed","status":"True"}],"failed":7}"#, "", 0),
      (#"{"conditions":[{"type":"Complete","status":"False"}],"failed":1}"#, "", 1), ("{}", #""suspend":true,"#, 0),
    ])
  func finishedJob(status: String, spec: String, count: Int) throws {
    let cluster = try Cluster.k3s().denyingEgress(of: "once").adding(
      .job,
      """
      {"metadata":{"name":"once","namespace":"home"},"spec":{\(spec)"template":{"metadata":{"labels":{"app":"once"}},
      "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox"}]}}},"status":\(status)}
      """)
    #expect(cluster.findings(.shortLivedVictim).count == count)
    #expect(cluster.findings(.invalidObject) == [])
  }

  // MARK: NR108

  @Test("NR108: an empty podSelector and a chatty workload in the same namespace")
  func namespaceWideSelection() throws {
    let wide = #"{"podSelector":{}}"#
    let cluster = try Cluster.k3s().deployment("ha").policy("wide", wide)
    #expect(cluster.findings(.namespaceWideSelection).map(\.object.name) == ["ha"])
    let named = #"{"podSelector":{"matchExpressions":[{"key":"app","operator":"Exists"}]}}"#
    #expect(try Cluster.k3s().deployment("ha").policy("wide", named).findings(.namespaceWideSelection) == [])
    #expect(
      try Cluster.k3s().deployment("ha").policy("wide", in: "b", wide).findings(.namespaceWideSelection) == [])
    #expect(
      try Cluster.k3s().deployment("x", image: "example.org/quiet").policy("wide", wide)
        .findings(.namespaceWideSelection) == [])
    #expect(try Cluster.flannel().deployment("ha").policy("wide", wide).findings(.namespaceWideSelection) == [])
  }

  // MARK: The assumed engine

  @Test("Where the engine is assumed, every message of NR1xx begins with its condition and no level passes Medium")
  func assumedEngine() throws {
    var cluster = try Cluster.assumed.deployment("ha").denyingEgress(of: "ha").policy("wide", #"{"podSelector":{}}"#)
      .cronJob("tick", "* * * * *", in: "home", job: #""completions":30,"#).denyingEgress(of: "tick")
      .policy("peer", #"{"podSelector":{},"ingress":[{"from":[{"podSelector":{}}]}]}"#).unrelatedPolicies(300)
    cluster.options.syncRequestBudget = 10
    cluster.options.observed = try Rewrites.ledger(3)
    let report = cluster.report
    let churn = report.findings.filter { $0.code.rawValue.hasPrefix("NR1") }
    let codes: [FindingCode] = [
      .egressIsolatedChattyWorkload, .frequentCronJob, .policyPressure, .syncSaturated, .policyRewritten,
      .churningPeer, .shortLivedVictim, .namespaceWideSelection, .churnBudgetExceeded,
    ]
    #expect(Set(churn.map(\.code)) == Set(codes))
    for finding in churn { #expect(finding.message.hasPrefix("If kube-router enforces policy here"), "\(finding)") }
    #expect(report.workloads.allSatisfy { $0.risk.level <= .medium })
    #expect(report.workloads.contains { $0.risk.level == .medium })
    #expect(report.cluster.engine.name == "unknown")
    #expect(cluster.findings(.policyNotEnforced) == [])
    var known = cluster
    known.options.engine = .kubeRouter
    #expect(known.workload("ha")?.risk.level == .critical)
    #expect(!known.report.findings.contains { $0.message.hasPrefix("If") })
  }

  // MARK: Exposure

  @Test("Pods on the host's network and finished pods are exempt; the most exposed pod of a workload counts")
  func exemptPods() throws {
    let deny = #"{"podSelector":{},"policyTypes":["Egress"]}"#
    let host = try Cluster.k3s().pod("web", spec: #","hostNetwork":true"#).policy("p", deny).workload("web")
    #expect(host?.exposure.state == .exempt)
    #expect(host?.exposure.reason.contains("host's network") == true)
    for phase in ["Succeeded", "Failed"] {
      let done = try Cluster.k3s().pod("web", phase: phase).policy("p", deny).workload("web")
      #expect(done?.exposure.state == .exempt)
      #expect(done?.exposure.reason == "its pods have finished")
    }
  }
}
