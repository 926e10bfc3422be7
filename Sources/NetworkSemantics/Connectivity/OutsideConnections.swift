import KubeCore

/// What a pod may exchange with addresses that are no pods', cut where its policies' ipBlocks cut.
struct OutsideConnections {
  private let endpoint: PodEndpoint
  private let isolating: [CompiledPolicy]
  private let direction: PolicyDirection

  init(_ snapshot: PolicySnapshot, _ endpoint: PodEndpoint, _ direction: PolicyDirection) {
    let isolating = snapshot.policies(selecting: endpoint).filter { $0.isolates(direction) }
    self.init(endpoint, isolatedBy: isolating, direction)
  }

  /// What is left to a pod that these policies isolate in the direction.
  init(_ endpoint: PodEndpoint, isolatedBy policies: [CompiledPolicy], _ direction: PolicyDirection) {
    self.endpoint = endpoint
    self.direction = direction
    isolating = policies
  }

  /// The connections with the one address or any that the ipBlocks treat like it.
  private func connections(_ address: IPAddress) -> ConnectionSet {
    guard !isolating.isEmpty else { return .all }
    var result = ConnectionSet.none
    for rule in isolating.flatMap({ $0.rules(direction) ?? [] }) where allows(rule, address) {
      result = result.union(RulePorts(rule.ports).resolved(direction == .ingress ? endpoint.ports : []))
    }
    return result
  }

  private func allows(_ rule: CompiledRule, _ address: IPAddress) -> Bool {
    rule.peers?.contains { if case .addresses(let set) = $0 { set.contains(address) } else { false } } ?? true
  }

  /// What `after` allows and this does not: addresses by the connections gained, in order of the addresses.
  func gained(_ after: OutsideConnections, _ families: [IPFamily]) -> [(ConnectionSet, IPSet)] {
    let cuts = AddressCuts(isolating + after.isolating)
    var result: [(ConnectionSet, IPSet)] = []
    for range in families.flatMap(cuts.ranges) {
      let gained = after.connections(range.first).subtracting(connections(range.first))
      guard !gained.isEmpty else { continue }
      if let index = result.firstIndex(where: { $0.0 == gained }) {
        result[index].1 = result[index].1.union(IPSet(range))
      } else {
        result.append((gained, IPSet(range)))
      }
    }
    return result
  }
}
