import KubeCore

extension PolicySnapshot {
  /// Whether a new connection may be opened to this port, and what decides it.
  ///
  /// `port` is the destination pod's own port, after a Service has been resolved. A CIDR block is cut into the ranges
  /// that policies treat alike; addresses in it that are pods' count as these pods.
  package func verdict(
    from source: ConnectionEnd, to destination: ConnectionEnd, transport: TransportProtocol, port: UInt16
  ) -> ConnectionVerdict {
    let reading = PolicyReading(policies: policiesByNamespace, namespaces: namespaces, ignoresInitContainers: false)
    let judged = judge(from: source, to: destination) { from, to in reading.judge(from: from, to: to, transport, port) }
    let kubeRouter = KubeRouterReading(self, namespaces: [source, destination].compactMap(\.namespace))
    let theirs = kubeRouter.judge(self, from: source, to: destination, transport, port)
    return ConnectionVerdict(
      verdict: judged.verdict, reason: judged.reason, decidedBy: judged.decidedBy, addresses: judged.addresses,
      kubeRouter: kubeRouter.verdict(theirs, beside: judged))
  }

  /// Whether a ping gets through. The API does not define ICMP, so isolation makes it unknown; kube-router accepts
  /// echo requests whatever the policies say (`KUBE-NWPLCY-COMMON`).
  package func icmpEcho(from source: PodEndpoint, to destination: PodEndpoint) -> ConnectionVerdict {
    let isIsolated =
      isolation(of: source).egressIsolated || isolation(of: destination).ingressIsolated && source.id != destination.id
    return ConnectionVerdict(
      verdict: isIsolated ? .unknown : .allowed,
      reason: isIsolated ? "NetworkPolicy does not define ICMP" : "neither end is isolated", decidedBy: [],
      addresses: AddressVerdicts(),
      kubeRouter: KubeRouterVerdict(verdict: .allowed, reason: "kube-router always accepts ICMP echo requests"))
  }

  typealias Judge = (FlowEnd, FlowEnd) -> FlowVerdict

  func judge(from source: ConnectionEnd, to destination: ConnectionEnd, by judge: Judge) -> JudgedConnection {
    switch (source, destination) {
    case (.pod(let from), .pod(let to)): judgePods(from: from, to: to, by: judge)
    case (.pod(let from), .addresses(let block)):
      judgeBlock(block, with: from) { judge(from.flowEnd(toward: $0.address), $0) }
    case (.addresses(let block), .pod(let to)):
      judgeBlock(block, with: to) { judge($0, to.flowEnd(toward: $0.address)) }
    case (.addresses, .addresses):
      JudgedConnection(verdict: .unknown, reason: "neither end is a pod, and policies apply to pods alone")
    }
  }

  private func judgePods(from source: PodEndpoint, to destination: PodEndpoint, by judge: Judge) -> JudgedConnection {
    let families = IPFamily.allCases.filter { source.address($0) != nil && destination.address($0) != nil }
    guard let family = families.first else {
      if !source.addresses.isEmpty, !destination.addresses.isEmpty, !source.hostNetwork, !destination.hostNetwork {
        let reason = "\(source.name) and \(destination.name) have no IP family in common"
        return JudgedConnection(verdict: .denied, reason: reason)
      }
      return JudgedConnection(
        judge(
          FlowEnd(pod: source, address: source.knownAddress),
          FlowEnd(pod: destination, address: destination.knownAddress)
        ))
    }
    let verdicts = families.map {
      judge(
        FlowEnd(pod: source, address: source.address($0)), FlowEnd(pod: destination, address: destination.address($0)))
    }
    guard let second = verdicts.dropFirst().first, second.verdict != verdicts[0].verdict else {
      return JudgedConnection(verdicts[0])
    }
    return JudgedConnection(
      verdict: .partial,
      reason: "over \(family): \(verdicts[0].verdict.rawValue), \(verdicts[0].reason); "
        + "over \(families[1]): \(second.verdict.rawValue), \(second.reason)",
      decidedBy: (verdicts[0].decidedBy + second.decidedBy).uniqued())
  }

  private func judgeBlock(
    _ block: IPPrefix, with pod: PodEndpoint, by judge: (FlowEnd) -> FlowVerdict
  ) -> JudgedConnection {
    var addresses = AddressVerdicts()
    var verdicts: [FlowVerdict] = []
    for range in ranges(of: block, around: pod) {
      let end = FlowEnd(pod: range.lower == range.upper ? endpoint(at: range.first) : nil, address: range.first)
      let verdict = judge(end)
      verdicts.append(verdict)
      switch verdict.verdict {
      case .allowed: addresses.allowed = addresses.allowed.union(IPSet(range))
      case .denied: addresses.denied = addresses.denied.union(IPSet(range))
      case .partial, .unknown: addresses.unknown = addresses.unknown.union(IPSet(range))
      }
    }
    return JudgedConnection(block, verdicts, addresses)
  }

  /// Cuts a block where a policy of `pod` may begin to say something else, and around each other pod's address in it.
  private func ranges(of block: IPPrefix, around pod: PodEndpoint) -> [IPRange] {
    let whole = block.range
    var starts: Set<UInt128> = [whole.lower]
    func cut(_ range: IPRange) {
      guard range.family == whole.family else { return }
      if range.lower > whole.lower, range.lower <= whole.upper { starts.insert(range.lower) }
      if range.upper >= whole.lower, range.upper < whole.upper { starts.insert(range.upper + 1) }
    }
    for address in podAddresses(in: block) where !pod.addresses.contains(address) { cut(IPPrefix(address).range) }
    if let nodeAddress = pod.nodeAddress { cut(IPPrefix(nodeAddress).range) }
    for policy in policiesByNamespace[pod.namespace, default: []] where policy.selects(pod) {
      policy.ipRanges.forEach(cut)
    }
    let sorted = starts.sorted()
    return sorted.indices.map { index in
      IPRange(whole.family, sorted[index], index + 1 < sorted.count ? sorted[index + 1] - 1 : whole.upper)
    }
  }
}

extension ConnectionEnd {
  /// The pod's namespace.
  fileprivate var namespace: String? {
    if case .pod(let pod) = self { pod.namespace } else { nil }
  }
}

extension PodEndpoint {
  fileprivate func flowEnd(toward other: IPAddress?) -> FlowEnd {
    FlowEnd(pod: self, address: other.flatMap { address($0.family) } ?? knownAddress)
  }
}

extension CompiledPolicy {
  /// Every range whose edge may be the edge of what the policy allows, in either reading.
  fileprivate var ipRanges: [IPRange] {
    let blocks =
      spec.ingress.flatMap { $0.from.compactMap(\.ipBlock) } + spec.egress.flatMap { $0.to.compactMap(\.ipBlock) }
    let prefixes = blocks.flatMap { [$0.cidr] + $0.except }.compactMap { IPPrefix($0) }
    let all = prefixes.contains { $0 == .all(.ipv6) } ? KubeRouterReading.allIPv6 : []
    return (prefixes + all).map(\.range)
  }
}

extension Array where Element: Hashable {
  /// Without the later of equal elements.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
