import CLIApp
import KubeCore
import RiskEngine
import Testing

@Suite("Reports at the edges")
struct EdgeReportTests {
  private static func output(_ format: String, _ change: (inout AnalysisReport) -> Void) -> String {
    var analysis = Synthetic.analysis
    change(&analysis.report)
    return Session.run("analyze", "-f", "x", "-o", format, analysis: Synthetic.source(analysis)).output
  }

  private static func empty(_ report: inout AnalysisReport) {
    report.workloads = []
    report.findings = []
    report.suppressed = []
    report.cluster.ruledOut = []
    report.cluster.suggestedPatches = []
    report.cluster.advisories = []
  }

  @Test("An empty report says so")
  func nothing() {
    let table = Self.output("table", Self.empty)
    #expect(table.hasSuffix("\nNo workloads.\n\nNo findings.\n\n0 of 0 workloads at risk · 0 findings\n"))
    let markdown = Self.output("markdown", Self.empty)
    #expect(markdown.contains("\nNo workload is at risk.\n\nNo findings.\n"))
  }

  @Test("An engine that does not rebuild costs nothing, and an assumed one is told")
  func engines() {
    let cilium = Self.output("table") { report in
      report.cluster.engine.name = "cilium"
      report.cluster.engine.rebuildsOnChurn = false
    }
    #expect(cilium.contains("Sync cost  none: pod starts and ends do not make it rebuild\n"))
    #expect(cilium.contains("Churn      forecast 22 CronJob runs/h, which cause no syncs\n"))
    let assumed = Self.output("table") { $0.cluster.engine.isAssumed = true }
    #expect(assumed.hasPrefix("Engine     not told by the input: taken for kube-router, levels at most Medium;\n"))
  }

  @Test("Many workloads are folded, but none at High or above")
  func manyWorkloads() {
    func report(_ level: RiskLevel) -> String {
      Self.output("table") { report in
        report.workloads = (100..<200).map { number in
          var workload = report.workloads[0]
          workload.key.name = "app-\(number)"
          workload.risk.level = level
          workload.suggestedPatches = []
          return workload
        }
      }
    }
    #expect(report(.high).contains("app-199"))
    #expect(!report(.medium).contains("app-120"))
    #expect(report(.medium).contains("\n… and 90 more at risk (90 Medium); -o wide shows all\n"))
  }

  @Test("Many findings are folded, severe ones later than others")
  func manyFindings() {
    func report(_ severity: Severity, _ count: Int) -> String {
      Self.output("table") { report in
        report.findings = (100..<100 + count).map { number in
          Finding(
            .unusedPolicy, severity, ObjectKey(kind: "NetworkPolicy", namespace: "a", name: "p-\(number)"),
            "it selects no pod.")
        }
      }
    }
    #expect(report(.low, 3).contains("NetworkPolicy a/p-102: it selects no pod.\n    Do: "))
    #expect(report(.low, 100).contains("p-101: it selects no pod.\n    … and 98 more; -o wide shows all\n"))
    #expect(report(.high, 6).contains("p-105"))
    #expect(report(.high, 7).contains("p-102: it selects no pod.\n    … and 4 more; -o wide shows all\n"))
  }

  @Test("Small rates do not become zero")
  func smallRates() {
    let table = Self.output("table") { report in
      report.cluster.churn.topSources[0].runsPerHour = 1.0 / 24
      report.cluster.churn.cronJobRunsPerHour = 1.0 / 24 / 30
    }
    #expect(table.contains("home-ip-updater: 0.04 runs/h"))
    #expect(table.contains("forecast <0.01 CronJob runs/h"))
  }
}
