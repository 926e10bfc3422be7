import KubeCore
import Manifests
import NetRiskAPI
import RiskEngine
import Schedules
import Support
import Testing

@Suite("Statuses")
struct StatusTests {
  private static let now = Timestamp(seconds: 1_771_156_800)
  private static let examples = [
    "k3s-home-assistant", "microk8s-calico", "metallb-bgp", "flannel-prefix", "flux-repository",
  ]

  private static func report(_ example: String) -> AnalysisReport {
    let top = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let set = ManifestLoader().load([.path("/\(top)/examples/\(example)")])
    let zones: [String: TimeZoneRules] = ["UTC": .utc, "Etc/UTC": .utc, "Europe/Berlin": .utc]
    return RiskEngine.evaluate(
      set.objects.map { $0.object.defaulted() }, options: EvaluationOptions(now: now, zones: zones))
  }

  private static func context(_ report: AnalysisReport, isolatesTenants: Bool = false) -> StatusContext {
    StatusContext(report: report, churn: nil, gaps: [], now: now, isolatesTenants: isolatesTenants)
  }

  private static func netRisk(_ key: ObjectKey, generation: Int64 = 3) -> NetRisk {
    var netRisk = NetRisk()
    netRisk.metadata = ObjectMeta(namespace: key.namespace, name: "x")
    netRisk.metadata.generation = generation
    netRisk.spec.workloadRef = WorkloadReference(apiVersion: "apps/v1", kind: key.kind, name: key.name)
    return netRisk
  }

  private static func condition(_ status: Tree, _ type: String) -> Tree? {
    status["conditions"]?.elements.first { $0["type"] == .string(type) }
  }

  @Test("Every status of every example is what the definition allows", arguments: examples)
  func conforms(example: String) {
    let context = Self.context(Self.report(example))
    for workload in context.report.workloads {
      let status = NetRiskStatus(Self.netRisk(workload.key), targets: [workload.key], in: context).tree
      #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
    }
    let cluster = ClusterNetRiskStatus(ClusterNetRisk(), in: context).tree
    #expect(SchemaProblems.of(cluster, StatusSchema.clusterNetRisk) == [])
    #expect(!context.report.workloads.isEmpty)
  }

  @Test("Incident 3 as kubectl get shows it")
  func incidentThree() throws {
    let context = Self.context(Self.report("k3s-home-assistant"))
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    let status = NetRiskStatus(Self.netRisk(key), targets: [key], in: context).tree
    #expect(status.at("risk", "level") == "High")
    #expect(status.at("risk", "score") == 65)
    #expect(status.at("summary", "syncRequestsPerHour") == 88)
    #expect(status.at("summary", "policies") == 1)
    #expect(status.at("summary", "patches") == 4)
    #expect(status.at("summary", "workload") == "deploy/homeassistant")
    #expect(status.at("summary", "topSource") == "CronJob/infra/home-ip-updater")
    #expect(status.at("exposure", "state") == "EgressPolicy")
    #expect(status["observedGeneration"] == 3)
    #expect(Self.condition(status, "Ready")?["status"] == "True")
    #expect(Self.condition(status, "AtRisk")?["status"] == "True")
    #expect(Self.condition(status, "LowConfidence")?["status"] == "True")
    #expect(Self.condition(status, "Degraded")?["status"] == "False")
    #expect(Self.condition(status, "Truncated")?["status"] == "False")
    #expect(Self.condition(status, "Stalled") == nil)
  }

  @Test("Who delivers what a patch changes, bounded")
  func managedBy() throws {
    var report = Self.report("k3s-home-assistant")
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    let index = try #require(report.workloads.firstIndex { $0.key == key })
    let long = String(repeating: "x", count: 3000)
    let owners = (0..<20).map { number in
      ManagedBy(
        number == 0 ? .helm : .helmRelease, namespace: "home", name: "\(number)\(long)",
        chart: ChartReference(name: long, version: number == 1 ? "" : long))
    }
    report.workloads[index].suggestedPatches[0].managed = owners.map { ManagedObject(key, $0) }
    let status = NetRiskStatus(Self.netRisk(key), targets: [key], in: Self.context(report)).tree
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
    let found = status["suggestedPatches"]?.elements.first?["managedBy"]?.elements ?? []
    #expect(found.count == 8 && found[0]["tool"] == "Helm" && found[0]["kind"] == nil)
    #expect(found[1]["kind"] == "HelmRelease" && found[1].at("chart", "version") == nil)
    #expect(status["suggestedPatches"]?.elements.last?["managedBy"] == nil)
  }

  @Test("A workload that is not there is Stalled, and no risk is claimed")
  func targetNotFound() {
    let context = Self.context(Self.report("metallb-bgp"))
    let key = ObjectKey(kind: "Deployment", namespace: "home", name: "nowhere")
    let status = NetRiskStatus(Self.netRisk(key), targets: [], in: context).tree
    #expect(Self.condition(status, "Ready")?["status"] == "False")
    #expect(Self.condition(status, "Ready")?["reason"] == "TargetNotFound")
    #expect(Self.condition(status, "Stalled")?["status"] == "True")
    #expect(Self.condition(status, "AtRisk")?["status"] == "Unknown")
    #expect(status["risk"] == nil)
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
  }

  @Test("The time of a transition stays while the status does")
  func transitions() {
    let report = Self.report("k3s-home-assistant")
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    var netRisk = Self.netRisk(key)
    netRisk.statusTree = NetRiskStatus(netRisk, targets: [key], in: Self.context(report)).tree
    let later = StatusContext(report: report, churn: nil, gaps: [], now: Timestamp(seconds: Self.now.seconds + 60))
    let same = NetRiskStatus(netRisk, targets: [key], in: later).tree
    #expect(same == netRisk.statusTree)
    let gap = InputGap(resource: "pods", reason: "Forbidden", consequence: "pods are not counted")
    let degraded = StatusContext(
      report: report, churn: nil, gaps: [gap], now: Timestamp(seconds: Self.now.seconds + 60))
    let changed = NetRiskStatus(netRisk, targets: [key], in: degraded).tree
    let old = netRisk.statusTree ?? .null
    #expect(Self.condition(changed, "Ready") == Self.condition(old, "Ready"))
    let time = Self.condition(old, "Degraded")?["lastTransitionTime"]
    #expect(Self.condition(changed, "Degraded")?["lastTransitionTime"] != time)
    #expect(Self.condition(changed, "Degraded")?["message"]?.stringValue?.contains("pods (Forbidden)") == true)
  }

  @Test("Too much is cut to the limits, the counts stay exact, and it is said")
  func truncation() {
    var report = Self.report("k3s-home-assistant")
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    let long = String(repeating: "ü", count: 3000)
    report.findings = (0..<300).map { number in
      Finding(
        .namespaceWideSelection, .medium, key, "\(number) \(long)",
        evidence: (0..<20).map { Evidence("\($0) \(long)") })
    }
    let status = NetRiskStatus(Self.netRisk(key), targets: [key], in: Self.context(report)).tree
    #expect(JSONWriter().bytes(status).count <= StatusLimits.status)
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
    #expect(status.at("summary", "findings", "medium") == 300)
    #expect(status["truncated"] == true)
    #expect(Self.condition(status, "Truncated")?["status"] == "True")
    #expect((status["findings"]?.elements.count ?? 0) > 5)
  }

  @Test("A patch that is too long keeps its hash and loses its text")
  func longPatch() throws {
    var report = Self.report("k3s-home-assistant")
    let index = try #require(report.workloads.firstIndex { !$0.suggestedPatches.isEmpty })
    report.workloads[index].suggestedPatches[0].body.text = String(repeating: "x", count: StatusLimits.patchText + 1)
    let key = report.workloads[index].key
    let status = NetRiskStatus(Self.netRisk(key), targets: [key], in: Self.context(report)).tree
    let body = try #require(status["suggestedPatches"]?.elements.first?["body"])
    #expect(body["text"] == nil)
    #expect(body["sha256"]?.stringValue?.count == 64)
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
  }

  @Test("Where tenants are kept apart, other namespaces are one row")
  func tenants() {
    let report = Self.report("k3s-home-assistant")
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    let context = Self.context(report, isolatesTenants: true)
    let status = NetRiskStatus(Self.netRisk(key), targets: [key], in: context).tree
    let sources = status.at("churn", "topSources")?.elements ?? []
    #expect(sources.map { $0["name"] } == ["other namespaces"])
    #expect(status.at("summary", "topSource")?.stringValue?.contains("infra") == false)
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
  }

  @Test("The worst workload of a selector rules, and all are listed")
  func selector() {
    let context = Self.context(Self.report("k3s-home-assistant"))
    let keys = context.report.workloads.filter { $0.key.namespace == "automation" }.map(\.key)
    var netRisk = Self.netRisk(keys[0])
    netRisk.spec.workloadRef = nil
    netRisk.spec.podSelector = LabelSelector()
    let status = NetRiskStatus(netRisk, targets: keys.reversed(), in: context).tree
    #expect(status.at("risk", "level") == "High")
    #expect(status["workloads"]?.elements.count == keys.count)
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
  }

  @Test("A suspended object keeps its status but for saying so")
  func suspended() {
    let report = Self.report("k3s-home-assistant")
    let key = ObjectKey(kind: "Deployment", namespace: "automation", name: "homeassistant")
    let before = NetRiskStatus(Self.netRisk(key), targets: [key], in: Self.context(report)).tree
    let status = NetRiskStatus.suspended(before, generation: 4, now: Self.now)
    #expect(status["risk"] == before["risk"])
    #expect(status["observedGeneration"] == 4)
    #expect(Self.condition(status, "Ready")?["reason"] == "Suspended")
    #expect(SchemaProblems.of(status, StatusSchema.netRisk) == [])
  }
}
