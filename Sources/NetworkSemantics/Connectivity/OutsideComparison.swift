import KubeCore

/// Reads what a change gives and takes between pods and addresses that are no pods'.
struct OutsideComparison {
  private let baseline: ConnectivityBaseline
  private let joint: JointClasses

  init(_ baseline: ConnectivityBaseline, _ joint: JointClasses) {
    self.baseline = baseline
    self.joint = joint
  }

  func add(to difference: inout ConnectivityDifference, _ limit: Int) {
    var gained: [Int: [ConnectionChange]] = [:]
    var lost: [Int: [ConnectionChange]] = [:]
    for (index, pods) in joint.classes.enumerated() where !pods.members.isEmpty {
      guard pods.isEgressAffected || pods.isIngressAffected else { continue }
      let (before, after) = (joint.ends[pods.before], joint.ends[pods.after])
      let families = families(before.endpoint, after.endpoint)
      for direction in PolicyDirection.allCases {
        guard direction == .egress ? pods.isEgressAffected : pods.isIngressAffected else { continue }
        let old = outside(before, direction)
        let new = outside(after, direction)
        gained[index, default: []] += changes(direction, before.endpoint.id, old.gained(new, families))
        lost[index, default: []] += changes(direction, before.endpoint.id, new.gained(old, families))
      }
      difference.gained.count += gained[index, default: []].count * pods.members.count
      difference.lost.count += lost[index, default: []].count * pods.members.count
    }
    addExamples(gained, to: &difference.gained, limit)
    addExamples(lost, to: &difference.lost, limit)
  }

  /// The families of a pod's addresses; for a pod without any those of all pods that are compared.
  private func families(_ before: PodEndpoint, _ after: PodEndpoint) -> [IPFamily] {
    let own = IPFamily.allCases.filter { before.address($0) != nil || after.address($0) != nil }
    guard own.isEmpty else { return own }
    var all: Set<IPFamily> = []
    for pods in joint.classes where !pods.members.isEmpty {
      for end in [pods.before, pods.after] { all.formUnion(joint.ends[end].endpoint.addresses.map(\.family)) }
    }
    return all.isEmpty ? [.ipv4] : all.sorted()
  }

  private func outside(_ end: ClassEnd, _ direction: PolicyDirection) -> OutsideConnections {
    let profile = direction == .egress ? end.egress : end.ingress
    let policies = profile.map { joint.reader.profiles[$0].policies } ?? []
    return OutsideConnections(end.endpoint, isolatedBy: policies, direction)
  }

  private func changes(
    _ direction: PolicyDirection, _ pod: ObjectKey, _ parts: [(ConnectionSet, IPSet)]
  ) -> [ConnectionChange] {
    parts.map { connections, addresses in
      direction == .egress
        ? ConnectionChange(from: .pod(pod), to: .outside(addresses), connections: connections)
        : ConnectionChange(from: .outside(addresses), to: .pod(pod), connections: connections)
    }
  }

  private func addExamples(
    _ changes: [Int: [ConnectionChange]], to list: inout ConnectivityDifference.Changes, _ limit: Int
  ) {
    guard !changes.isEmpty else { return }
    for (position, index) in joint.classOf.enumerated() {
      guard let index, let own = changes[index] else { continue }
      let id = baseline.pods[position].id
      for change in own {
        guard list.examples.count < limit else { return }
        var example = change
        if case .pod = change.from { example.from = .pod(id) } else { example.to = .pod(id) }
        list.examples.append(example)
      }
    }
  }
}
