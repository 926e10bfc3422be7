/// The verdict on one flow between two definite ends.
struct FlowVerdict {
  var verdict: Verdict
  var reason: String
  var decidedBy: [ConnectionDecision] = []
}

extension PolicyReading {
  /// Judges a flow: it needs the source's egress and the destination's ingress.
  ///
  /// A pod on the host's network has no policies of its own, and its node's address. What comes from a pod's own node
  /// and what it sends to itself is always allowed.
  func judge(
    from source: FlowEnd, to destination: FlowEnd, _ transport: TransportProtocol, _ port: UInt16
  ) -> FlowVerdict {
    for pod in [source.pod, destination.pod] {
      guard let pod, pod.isFinished else { continue }
      return FlowVerdict(verdict: .denied, reason: "\(pod.name) has finished (\(pod.phase))")
    }
    if let pod = source.pod, pod.id == destination.pod?.id {
      return .allowed(.ingress, clause: "Itself", "no policy stops \(pod.name) from reaching itself")
    }
    if let pod = destination.selectablePod, source.isOnNode(of: pod) {
      return .allowed(.ingress, clause: "OwnNode", "traffic from the node of \(pod.name) is always allowed to it")
    }
    let egress =
      source.selectablePod.map { outcome(.egress, of: $0, from: source, to: destination, transport, port) }
      ?? .notIsolated
    let ingress =
      destination.selectablePod.map { outcome(.ingress, of: $0, from: source, to: destination, transport, port) }
      ?? .notIsolated
    return FlowVerdict(egress, ingress, from: source, to: destination, "\(transport.rawValue)/\(port)")
  }
}

extension FlowEnd {
  /// Whether this is the node on which `pod` runs, or a pod that uses that node's network.
  func isOnNode(of pod: PodEndpoint) -> Bool {
    if let host = self.pod { return host.hostNetwork && host.sharesNode(with: pod) }
    return address != nil && address == pod.nodeAddress
  }
}

extension FlowVerdict {
  static func allowed(_ direction: PolicyDirection, clause: String, _ reason: String) -> FlowVerdict {
    let decision = ConnectionDecision(
      direction: direction, policy: nil, ruleIndex: nil, clause: clause, isolatingPolicies: [])
    return FlowVerdict(verdict: .allowed, reason: reason, decidedBy: [decision])
  }

  init(
    _ egress: DirectionOutcome, _ ingress: DirectionOutcome, from source: FlowEnd, to destination: FlowEnd,
    _ port: String
  ) {
    decidedBy = [egress.decision(.egress), ingress.decision(.ingress)]
    func names(_ policies: [NamespacedName]) -> String { policies.map(\.description).joined(separator: ", ") }
    switch (egress, ingress) {
    case (.denied(let policies), _):
      verdict = .denied
      reason =
        "\(source.name) is egress-isolated by \(names(policies)), and no rule allows \(port) to \(destination.name)"
    case (_, .denied(let policies)):
      verdict = .denied
      reason =
        "\(destination.name) is ingress-isolated by \(names(policies)), and no rule allows \(port) from \(source.name)"
    case (.unknown(let missing, _), .unknown(let others, _)):
      verdict = .unknown
      reason = "not given: \(Set(missing + others).sorted().joined(separator: ", "))"
    case (.unknown(let missing, _), _), (_, .unknown(let missing, _)):
      verdict = .unknown
      reason = "not given: \(missing.joined(separator: ", "))"
    default:
      verdict = .allowed
      reason = "\(Self.sentence(egress, source, "egress")); \(Self.sentence(ingress, destination, "ingress"))"
    }
  }

  private static func sentence(_ outcome: DirectionOutcome, _ end: FlowEnd, _ direction: String) -> String {
    guard case .allowed(let policy, let rule, let clause, _) = outcome else {
      let cause = end.pod?.hostNetwork == true ? "is on the host's network" : "is not \(direction)-isolated"
      return end.pod == nil ? "no policy applies to \(end.name)" : "\(end.name) \(cause)"
    }
    return "\(policy) allows it by \(direction)[\(rule)] (\(clause))"
  }
}
