import KubeCore
import RiskEngine
import Testing

/// The numbers of incident 3, from its write-up.
@Suite("Incident 3: K3s, kube-router and Home Assistant")
struct IncidentThreeTests {
  private let homeAssistant = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
  private let frequent = ["home-ip-updater", "cloudfront-to-loki", "agilepoker-to-loki"]

  @Test("22 CronJob runs an hour, 12, 6 and 4 of them; 66 to 88 sync requests, and 12 by the timer")
  func forecast() throws {
    let churn = try Example.k3sHomeAssistant.report().cluster.churn
    #expect(churn.cronJobRunsPerHour == 22.0)
    #expect(churn.topSources.map(\.key.name) == frequent)
    #expect(churn.topSources.map(\.runsPerHour) == [12, 6, 4])
    #expect(churn.syncRequestsPerHour == RateRange(low: 66, high: 88))
    #expect(churn.timerSyncsPerHour == 12)
    let shares = churn.topSources.map { ($0.sharePercent * 10).rounded() / 10 }
    #expect(shares == [54.5, 27.3, 18.2])
  }

  @Test("130 policies: 71 in one namespace, 18 in automation")
  func policyCounts() throws {
    let policies = try Example.k3sHomeAssistant.report().cluster.policies
    #expect(policies.total == 130)
    #expect(policies.byNamespace.prefix(2).map(\.count) == [71, 18])
    #expect(policies.byNamespace.first { $0.namespace == "automation" }?.count == 18)
    #expect(policies.byNamespace.reduce(0) { $0 + $1.count } == 130)
  }

  @Test("Exactly one policy selects Home Assistant, and isolates it both ways; its risk is High")
  func exposure() throws {
    let report = try Example.k3sHomeAssistant.report()
    let workload = try #require(report.workloads.first { $0.key == homeAssistant })
    #expect(workload.exposure.selectedBy == ["automation/homeassistant"])
    #expect(workload.exposure.ingressIsolated)
    #expect(workload.exposure.egressIsolated)
    #expect(workload.exposure.state == .egressPolicy)
    #expect(workload.isChatty)
    #expect(workload.risk.level >= .high)
    #expect(report.cluster.engine.name == "kube-router")
    let finding = try #require(
      report.findings.first { $0.code == .egressIsolatedChattyWorkload && $0.object == homeAssistant })
    #expect(finding.severity == .high)
  }

  @Test("A sync takes 0.42 s; about 100 an hour make about 42 s of every hour")
  func cost() throws {
    let cost = try Example.k3sHomeAssistant.report().cluster.cost
    #expect(abs(cost.syncSeconds - 0.4167) < 1e-9)
    #expect((95...105).contains(cost.syncsPerHour))
    #expect((39...44).contains(cost.pressureSecondsPerHour))
    #expect(!cost.isSaturated)
  }

  @Test("Suspending the three CronJobs lowers the risk to Medium, at 5 s of every hour")
  func suspending() throws {
    let assessment = try Example.k3sHomeAssistant.assessment { objects in
      for index in objects.indices {
        guard case .cronJob(var cronJob) = objects[index], frequent.contains(cronJob.metadata.name) else { continue }
        cronJob.spec.suspend = true
        objects[index] = .cronJob(cronJob)
      }
    }
    #expect(assessment.churn.cronJobRunsPerHour == 0)
    #expect((4.9...5.1).contains(assessment.cost.pressureSecondsPerHour))
    #expect(assessment.workload(homeAssistant)?.risk.level == .medium)
  }

  @Test("The three CronJobs are reported, each with its share")
  func frequentCronJobs() throws {
    let findings = try Example.k3sHomeAssistant.report().findings.filter { $0.code == .frequentCronJob }
    #expect(Set(findings.map(\.object.name)) == Set(frequent))
  }

  @Test("Each mission patch is suggested, proven and states its effect")
  func patches() throws {
    let report = try Example.k3sHomeAssistant.report()
    let workload = try #require(report.workloads.first { $0.key == homeAssistant })
    #expect(workload.suggestedPatches.map(\.type) == [.egressAllow, .hostNetwork, .unselect, .dedicatedNamespace])
    let egress = try #require(workload.suggestedPatches.first)
    #expect(egress.target.key == ObjectKey(kind: "NetworkPolicy", namespace: "automation", name: "homeassistant"))
    #expect(egress.body.text == "spec:\n  egress:\n  - {}\n")
    #expect(egress.effect.before.exposure == .egressPolicy)
    #expect(egress.effect.after.exposure == .ingressPolicy)
    #expect(egress.effect.after.risk.score < egress.effect.before.risk.score)
    #expect(egress.effect.gainedCount > 0)
    #expect(egress.effect.lostCount == 0)
    #expect(
      egress.effect.gained.allSatisfy {
        $0.contains(
          "(egress: denied by automation/homeassistant, then "
            + "allowed")
      })
    let host = workload.suggestedPatches[1]
    #expect(host.effect.after.exposure == .exempt)
    #expect(host.effect.after.risk.level == .none)
    #expect(host.effect.lostCount > 0)
    // Its own pods are no longer known by their labels, neither to those that it calls nor to those that call it.
    #expect(
      host.effect.lost.allSatisfy {
        $0.contains("(ingress: allowed by ingress[")
          || $0.contains(
            "(egress: "
              + "allowed")
      })
    for patch in workload.suggestedPatches[2...] { #expect(patch.effect.after.exposure == .defaultChain) }
    for source in report.cluster.churn.topSources {
      let cronJob = try #require(report.workloads.first { $0.key == source.key })
      let patch = try #require(cronJob.suggestedPatches.first { $0.type == .cronJobToDeployment })
      let before = patch.effect.before.syncRequestsPerHour
      let after = patch.effect.after.syncRequestsPerHour
      #expect(before.high - after.high == source.syncRequestsPerHour.high)
    }
  }
}

@Suite("Clusters without policy churn")
struct RuledOutTests {
  @Test(
    "No NR101, and the report says what was ruled out and why",
    arguments: [Example.microk8sCalico, .metallbBGP, .flannelPrefix])
  func ruledOut(example: Example) throws {
    let report = try example.report()
    #expect(!report.findings.contains { $0.code == .egressIsolatedChattyWorkload })
    let cause = try #require(report.cluster.ruledOut.first { $0.name == "PolicyChurn" })
    #expect(!cause.reason.isEmpty)
    #expect(!cause.evidence.isEmpty)
    #expect(report.workloads.allSatisfy { $0.risk == Risk(level: .none, score: 0, evidence: .ruledOut) })
    #expect(report.workloads.allSatisfy { $0.suggestedPatches.isEmpty })
  }
}

@Suite("Determinism")
struct DeterminismTests {
  @Test("The report is the same whatever the order of the objects", arguments: Example.allCases)
  func order(example: Example) throws {
    let objects = try example.objects()
    let expected = RiskEngine.evaluate(objects, options: Example.options)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3 {
      #expect(RiskEngine.evaluate(objects.shuffled(using: &random), options: Example.options) == expected)
    }
  }
}
