import CLIApp
import KubeCore
import RiskEngine
import Support

/// A made-up analysis in which every field is filled.
enum Synthetic {
  static let homeAssistant = ObjectKey(kind: "StatefulSet", namespace: "automation", name: "homeassistant")
  static let updater = ObjectKey(kind: "CronJob", namespace: "infra", name: "home-ip-updater")
  static let policy = ObjectKey(kind: "NetworkPolicy", namespace: "automation", name: "homeassistant")

  static let analysis = Analysis(
    report: report, notices: ["manifests/chart/templates: Helm templates are passed over."],
    labels: [ObjectLabels(key: homeAssistant, labels: ["app": "homeassistant"])],
    places: [
      findings[0]: SourcePlace(
        file: "manifests/homeassistant.yaml", line: 12, column: 3, end: SourcePlace.End(line: 19, column: 27))
    ])

  static let problem = InputProblem(
    place: SourcePlace(file: "manifests/broken.yaml", line: 7, column: 5),
    message: "spec.schedule: expected a string, found an integer (5)")

  /// The same analysis with a problem in its input.
  static var withProblem: Analysis {
    Analysis(report: report, problems: [problem], labels: analysis.labels, places: analysis.places)
  }

  static func source(_ analysis: Analysis = analysis) -> AnalysisSource {
    AnalysisSource { (_, _) throws(CommandFailure) in analysis }
  }

  static let report = AnalysisReport(
    cluster: cluster,
    workloads: [
      WorkloadReport(
        key: homeAssistant, chattyReason: "the image is ghcr.io/home-assistant/home-assistant",
        risk: Risk(level: .high, score: 62, evidence: .predicted),
        exposure: ExposureReport(
          state: .egressPolicy, selectedBy: ["automation/default-deny", "automation/homeassistant"],
          ingressIsolated: true, egressIsolated: true, reason: "automation/homeassistant isolates its egress",
          isFromTemplate: true),
        suggestedPatches: [patch, replacement]),
      WorkloadReport(
        key: ObjectKey(kind: "Deployment", namespace: "webapps", name: "a-web-application-with-quite-a-long-name"),
        chattyReason: nil, risk: Risk(level: .low, score: 12, evidence: .predicted),
        exposure: ExposureReport(
          state: .ingressPolicy, selectedBy: ["webapps/web"], ingressIsolated: true, egressIsolated: false,
          reason: "webapps/web isolates its ingress", isFromTemplate: true)),
      WorkloadReport(
        key: ObjectKey(kind: "DaemonSet", namespace: "monitoring", name: "node-exporter"), chattyReason: nil,
        risk: Risk(level: .none, score: 0, evidence: .predicted),
        exposure: ExposureReport(
          state: .exempt, selectedBy: [], ingressIsolated: false, egressIsolated: false,
          reason: "it runs on the host's network", isFromTemplate: true)),
    ],
    findings: findings,
    suppressed: [
      SuppressedFinding(
        finding: Finding(
          .unusedPolicy, .low, ObjectKey(kind: "NetworkPolicy", namespace: "media", name: "spare"),
          "NetworkPolicy media/spare selects no pod."),
        reason: "kept for the move", until: Timestamp(rfc3339: "2027-01-01T00:00:00Z"))
    ])

  static let findings =
    [
      Finding(
        .egressIsolatedChattyWorkload, .high, homeAssistant,
        "StatefulSet automation/homeassistant is chatty and egress-isolated by NetworkPolicy automation/homeassistant, "
          + "and kube-router rebuilds its peer sets about 100 times an hour.",
        evidence: [Evidence(.predicted, "NetworkPolicy automation/homeassistant: spec.policyTypes has Egress.")],
        path: [.field("spec")]),
      Finding(
        .frequentCronJob, .medium, updater,
        "CronJob infra/home-ip-updater (*/5 * * * *) causes 36–48 of 66–88 sync requests per hour."),
    ]
    + (1...7).map { number in
      Finding(
        .unusedPolicy, .low, ObjectKey(kind: "NetworkPolicy", namespace: "webapps", name: "old-\(number)"),
        "NetworkPolicy webapps/old-\(number) selects no pod.")
    }
}
