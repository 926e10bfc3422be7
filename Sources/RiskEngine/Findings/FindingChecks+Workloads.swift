import KubeCore
import NetworkSemantics

extension FindingChecks {
  /// NR101.
  static func egressIsolatedChattyWorkload(_ assessment: Assessment) -> [Finding] {
    assessment.workloads.compactMap { workload in
      guard let chatty = workload.chattyReason, workload.exposure.state == .egressPolicy else { return nil }
      let policies = Words.list(workload.egressPolicies.map(\.description))
      // What it was recognised by; what it does stands in the evidence.
      let sign = chatty.split(separator: ": ", maxSplits: 1).first.map(String.init) ?? chatty
      let message = assessment.aboutEngine(
        "\(workload.key) is chatty (\(sign)) and egress-isolated by \(policies); \(assessment.syncsInWords) rebuild "
          + "the policy state it depends on for \(Words.rate(assessment.cost.pressureSecondsPerHour)) s of every hour.")
      return Finding(
        .egressIsolatedChattyWorkload, Severity(workload.risk.level), workload.key, message,
        evidence: chattyEvidence(workload, assessment))
    }
  }

  private static func chattyEvidence(_ workload: WorkloadAssessment, _ assessment: Assessment) -> [Evidence] {
    [
      Evidence("Chatty by \(workload.chattyReason ?? "")."),
      Evidence("Selected by \(Words.list(workload.exposure.selectedBy)): \(workload.exposure.reason)."),
      Evidence("Engine \(assessment.engine.name): \(assessment.engine.signal)."),
      Evidence(
        "Sources of churn: \(Words.list(assessment.churn.topSources.map { "\($0.key.namespace)/\($0.key.name)" }))."),
      Evidence(
        "Measured on kube-router v2.2.1 under continuous churn: of 56,026 new connections from an unchanged pod to an "
          + "unchanged peer none failed; connections with a pod that has just started are refused until a sync has "
          + "programmed it, here \(assessment.delayInWords)."),
      Evidence(
        "A rival cause is told apart by the error: ECONNREFUSED at once points at a policy reject; ENETUNREACH at "
          + "once while ping works points at the kernel's broadcast route cache, which no policy change cures."),
    ]
  }

  /// NR107.
  static func shortLivedVictim(_ assessment: Assessment) -> [Finding] {
    assessment.workloads.compactMap { workload in
      guard workload.workload.isShortLived, workload.exposure.state == .egressPolicy else { return nil }
      let runs = assessment.scheduled.first { $0.key == workload.key }
      // What is suspended has no pods to be refused.
      if let runs, runs.effectiveRunsPerHour == 0 || runs.podsPerRun == 0 { return nil }
      if workload.workload.isFromTemplate, workload.workload.replicas == 0 { return nil }
      let often = runs.map { ", \(Words.rate($0.effectiveRunsPerHour)) times an hour" } ?? ""
      let message = assessment.aboutEngine(
        "\(workload.key) starts egress-isolated pods\(often); until a sync has programmed "
          + "them, \(assessment.delayInWords), what they open is refused.")
      return Finding(
        .shortLivedVictim, min(assessment.pressureSeverity, .medium), workload.key, message,
        evidence: [
          Evidence("Its pods are \(workload.exposure.reason)."),
          Evidence("The delay is one sync, or what is left of a running one and a whole one (see explain cluster)."),
        ])
    }
  }

  /// NR108.
  static func namespaceWideSelection(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.enforcesPolicy else { return [] }
    let wide = Dictionary(
      grouping: assessment.snapshot.policies.filter { $0.spec.podSelector.isEmpty }, by: \.metadata.namespace)
    return assessment.workloads.flatMap { workload -> [Finding] in
      guard workload.chattyReason != nil, workload.endpoints.contains(where: \.isSelectable) else { return [] }
      return wide[workload.key.namespace, default: []].map { policy in
        let name = "\(policy.metadata.namespace)/\(policy.metadata.name)"
        return Finding(
          .namespaceWideSelection, .low, workload.key,
          assessment.aboutEngine(
            "NetworkPolicy \(name) selects every pod of \(workload.key.namespace), and with them \(workload.key), "
              + "without naming it."),
          evidence: [Evidence("NetworkPolicy \(name) has an empty podSelector.")], about: name)
      }
    }
  }

  /// NR204. Not for pods of Jobs that have no run in sight, and once a workload.
  static func dnsBlocked(_ assessment: Assessment) -> [Finding] {
    guard assessment.engine.enforcesPolicy else { return [] }
    let blocked = Dictionary(assessment.network.dnsBlocked().map { ($0.pod, $0) }) { first, _ in first }
    let servers = assessment.network.dnsEndpoints.map(\.name)
    let evidence =
      servers.isEmpty
      ? "No DNS pods are among the objects; CoreDNS is assumed as Kubernetes installs it, in kube-system."
      : "The DNS pods are \(Words.list(servers)); no egress rule allows their ports."
    return assessment.workloads.compactMap { workload in
      guard let block = workload.endpoints.lazy.compactMap({ blocked[$0.id] }).first else { return nil }
      return Finding(
        .dnsBlocked, .medium, workload.key,
        "\(workload.key) is egress-isolated by \(Words.list(block.policies.map(\.description))) and cannot reach the "
          + "cluster's DNS over \(Words.list((block.isUDPBlocked ? ["UDP"] : []) + (block.isTCPBlocked ? ["TCP"] : []))).",
        evidence: [Evidence(evidence)])
    }
  }
}
