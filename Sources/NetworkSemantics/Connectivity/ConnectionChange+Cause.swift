package import KubeCore

extension ConnectionChange {
  /// What decides that the connection is gained or lost, told by one of its ports: the direction in which the side
  /// without it denies it, as each side has it. `nil` where its policies do not, or where an end is not in both.
  ///
  /// - Parameter moved: pods that `after` has as they were before, as they are then.
  package func cause(
    before: PolicySnapshot, after: PolicySnapshot, moved: [ObjectKey: PodEndpoint] = [:]
  ) -> Cause? {
    guard let (transport, port) = connections.example else { return nil }
    // Over one family of a dual-stack pair nothing may change.
    for family in [IPFamily?.some(.ipv4), .ipv6, nil] {
      guard let old = before.flow(self, transport, port, over: family, moved: [:]),
        let new = after.flow(self, transport, port, over: family, moved: moved),
        (old.verdict == .allowed) != (new.verdict == .allowed)
      else { continue }
      for direction in PolicyDirection.allCases {
        let (first, second) = (old.decision(direction), new.decision(direction))
        let isCause = old.verdict == .allowed ? second?.isDenial : first?.isDenial
        if isCause == true, first != second { return Cause(direction: direction, before: first, after: second) }
      }
    }
    return nil
  }

  /// What decides one direction before and after a change.
  package struct Cause: Hashable, Sendable {
    package var direction: PolicyDirection
    /// `nil` where something else decides, such as that a node always reaches its pods.
    package var before: ConnectionDecision?
    package var after: ConnectionDecision?
  }
}

extension ConnectionChange.Cause: CustomStringConvertible {
  /// `egress: denied by a/strict, then allowed by egress[0] of a/strict`.
  package var description: String {
    "\(direction.rawValue.lowercased()): \(words(before)), then \(words(after))"
  }

  private func words(_ decision: ConnectionDecision?) -> String {
    guard let decision else { return "always allowed from the pod's node" }
    if let policy = decision.policy, let rule = decision.ruleIndex {
      return "allowed by \(direction.rulesField)[\(rule)] of \(policy)"
    }
    guard decision.isDenial else { return "not isolated" }
    let names = decision.isolatingPolicies
    let more = names.count > 2 ? " and \(names.count - 2) more" : ""
    return "denied by \(names.prefix(2).map(\.description).joined(separator: ", "))\(more)"
  }
}

extension ConnectionDecision {
  /// Whether the pod is isolated in this direction and no rule is known to allow the connection.
  fileprivate var isDenial: Bool { policy == nil && !isolatingPolicies.isEmpty }
}

extension FlowVerdict {
  fileprivate func decision(_ direction: PolicyDirection) -> ConnectionDecision? {
    decidedBy.first { $0.direction == direction && $0.clause != "OwnNode" }
  }
}

extension ConnectionSet {
  /// The lowest port of the first protocol that has one.
  fileprivate var example: (TransportProtocol, UInt16)? {
    for transport in [TransportProtocol.tcp, .udp, .sctp] {
      if let range = self[transport].ranges.first { return (transport, range.first) }
    }
    return nil
  }
}

extension PolicySnapshot {
  /// One flow of a change over a family that both ends have, or without one where they have none in common; addresses
  /// outside are no pods'.
  fileprivate func flow(
    _ change: ConnectionChange, _ transport: TransportProtocol, _ port: UInt16, over family: IPFamily?,
    moved: [ObjectKey: PodEndpoint]
  ) -> FlowVerdict? {
    guard let source = Side(change.from, self, moved), let destination = Side(change.to, self, moved) else {
      return nil
    }
    let common = source.families.intersection(destination.families)
    guard family.map(common.contains) ?? common.isEmpty else { return nil }
    guard let from = source.end(family), let to = destination.end(family) else { return nil }
    let reading = PolicyReading(policies: policiesByNamespace, namespaces: namespaces, ignoresInitContainers: false)
    return reading.judge(from: from, to: to, transport, port)
  }
}

/// One side of a change as a snapshot has it.
private enum Side {
  case outside(IPSet)
  case pod(PodEndpoint)

  init?(_ party: ConnectionChange.Party, _ snapshot: PolicySnapshot, _ moved: [ObjectKey: PodEndpoint]) {
    switch party {
    case .outside(let set): self = .outside(set)
    case .pod(let id):
      guard let pod = moved[id] ?? snapshot.endpoint(id) else { return nil }
      self = .pod(pod)
    }
  }

  /// All of them for a pod whose addresses are not known.
  var families: Set<IPFamily> {
    switch self {
    case .outside(let set): Set(set.ranges.map(\.family))
    case .pod(let pod): Set(pod.addresses.isEmpty ? IPFamily.allCases : pod.addresses.map(\.family))
    }
  }

  func end(_ family: IPFamily?) -> FlowEnd? {
    switch self {
    case .outside(let set):
      (family.map { family in set.ranges.first { $0.family == family } } ?? set.ranges.first)
        .map { FlowEnd(pod: nil, address: $0.first) }
    case .pod(let pod): FlowEnd(pod: pod, address: family.flatMap { pod.address($0) } ?? pod.knownAddress)
    }
  }
}
