import KubeCore

/// What the kernels of the nodes mean for programs that send broadcasts (``AffectedKernels``).
struct NodeKernels {
  private let affected: [Node]
  private let unknown: [Node]
  /// Workloads that find their peers by broadcast or multicast, and that run on such a node as far as is known.
  private let broadcasters: [(key: ObjectKey, evidence: String)]

  init(_ assessment: Assessment) {
    let nodes = assessment.snapshot.nodes
    let affected = nodes.filter { AffectedKernels.verdict($0.status.nodeInfo.kernelVersion) == .affected }
    let unknown = nodes.filter { AffectedKernels.verdict($0.status.nodeInfo.kernelVersion) == .unknown }
    self.affected = affected
    self.unknown = unknown
    let suspects = Set((affected + unknown).map(\.metadata.name))
    let found = assessment.workloads.compactMap { workload -> (key: ObjectKey, match: CatalogueMatch)? in
      guard !workload.workload.isShortLived, let spec = workload.workload.podSpec,
        let match = assessment.options.catalogue.match(
          spec: spec, labels: workload.workload.podLabels, workloadName: workload.key.name),
        match.entry.traits.contains(.discovery)
      else { return nil }
      let nodes = workload.workload.activePods.map(\.spec.nodeName).filter { !$0.isEmpty }
      guard nodes.isEmpty || nodes.contains(where: suspects.contains) else { return nil }
      return (workload.key, match)
    }
    // Home Assistant is known to send to 255.255.255.255 (home-assistant/core #165112); of others multicast alone.
    let isKnown = { (entry: CatalogueEntry) in entry.name == CatalogueEntry.homeAssistant }
    broadcasters =
      suspects.isEmpty
      ? []
      : (found.filter { isKnown($0.match.entry) } + found.filter { !isKnown($0.match.entry) })
        .map { ($0.key, $0.match.evidence) }
  }

  private static let fault =
    "the broadcast route cache fault: after a send to 255.255.255.255 connects fail with ENETUNREACH at once, while ping "
    + "works"

  private static let sources = [
    Evidence("Commit 9e30ecf23b1b brought it, 5189446ba995 ends it; of kernel.org's releases 6.12.45 has the end."),
    Evidence("It hits whole nodes where the sender is on the host's network, and else its pod alone."),
  ]

  /// Certain where a release is known to be affected; else worth a question where something broadcasts.
  var upgrade: Advisory? {
    if !affected.isEmpty {
      return Advisory(
        .kernelUpgrade, about: affected.map { ObjectKey(.node, $0.metadata) },
        reason: "\(Self.names(affected)) \(affected.count == 1 ? "runs" : "run") a kernel with \(Self.fault).",
        action: "Upgrade to a kernel with commit 5189446ba995.", confidence: .high, evidence: Self.sources)
    }
    guard !unknown.isEmpty, let first = broadcasters.first else { return nil }
    return Advisory(
      .kernelUpgrade, about: unknown.map { ObjectKey(.node, $0.metadata) },
      reason:
        "\(first.key) finds devices by broadcast or multicast, and the version of \(Self.names(unknown)) does not tell whether it has "
        + "\(Self.fault).",
      action: "Ask the distribution whether its kernel has commit 5189446ba995, and upgrade where it has not.",
      confidence: .low, evidence: Self.sources)
  }

  /// The controlled test of that cause.
  var stopSSDP: Advisory? {
    guard let first = broadcasters.first else { return nil }
    return Advisory(
      .stopSSDP, about: broadcasters.map(\.key),
      reason:
        "\(first.key) finds devices by broadcast or multicast (\(first.evidence)); on a kernel with the broadcast "
        + "route cache fault what it sends to 255.255.255.255 makes its own connects fail.",
      action:
        "Where connects fail with ENETUNREACH: stop SSDP discovery for a while (Home Assistant: the ssdp integration, "
        + "which default_config loads) and see whether the failures end.",
      confidence: affected.isEmpty ? .low : .experiment, evidence: Self.sources)
  }

  private static func names(_ nodes: [Node]) -> String {
    let words = nodes.prefix(2).map {
      "Node \($0.metadata.name) (\($0.status.nodeInfo.kernelVersion.shortened(to: 40)))"
    }
    return Words.list(Array(words)) + (nodes.count > 2 ? " and \(nodes.count - 2) more" : "")
  }
}
