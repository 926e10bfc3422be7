import KubeCore

extension PolicySnapshot {
  /// What changes from this snapshot to another: counts are exact, examples at most `limit` each way.
  package func difference(to after: PolicySnapshot, limit: Int = 20) -> ConnectivityDifference {
    SnapshotComparison(before: self, after: after).difference(limit: limit)
  }
}

/// Two snapshots side by side.
private struct SnapshotComparison {
  /// Two pods of one class are treated alike before and after.
  private struct JointClass {
    let before: Int
    let after: Int
    var members: [Int]
    var isEgressAffected: Bool
    var isIngressAffected: Bool
  }

  private let before: PolicySnapshot
  private let after: PolicySnapshot
  /// Pods that are there before and after, by position.
  private var pods: [(before: PodEndpoint, after: PodEndpoint)] = []
  private var classes: [JointClass] = []
  private var classOf: [Int] = []
  private let beforeMatrix: ConnectivityMatrix
  private let afterMatrix: ConnectivityMatrix

  init(before: PolicySnapshot, after: PolicySnapshot) {
    self.before = before
    self.after = after
    for endpoint in before.endpoints where !endpoint.isFinished {
      guard let other = after.endpoint(endpoint.id), !other.isFinished else { continue }
      if endpoint.isSelectable || other.isSelectable { pods.append((endpoint, other)) }
    }
    let moves = pods.contains { $0.before.hostNetwork != $0.after.hostNetwork }
    beforeMatrix = ConnectivityMatrix(before, pods.map(\.before), byNode: moves)
    afterMatrix = ConnectivityMatrix(after, pods.map(\.after), byNode: moves)
    addClasses()
  }

  private mutating func addClasses() {
    let isOnlyPolicies = before.endpoints == after.endpoints && before.namespaces == after.namespaces
    let changed = isOnlyPolicies ? changedPolicies() : nil
    var known: [[Int]: Int] = [:]
    for position in pods.indices {
      let key = [beforeMatrix.classes.classOf[position], afterMatrix.classes.classOf[position]]
      if let index = known[key] {
        classes[index].members.append(position)
      } else {
        known[key] = classes.count
        classes.append(
          JointClass(
            before: key[0], after: key[1], members: [position],
            isEgressAffected: isAffected(.egress, position, by: changed),
            isIngressAffected: isAffected(.ingress, position, by: changed)))
      }
      classOf.append(known[key] ?? 0)
    }
  }

  /// Policies of either side that the other does not have in the same words.
  private func changedPolicies() -> [CompiledPolicy] {
    func missing(_ policies: [CompiledPolicy], in others: [CompiledPolicy]) -> [CompiledPolicy] {
      let specs = Dictionary(others.map { ($0.name, $0.spec) }) { first, _ in first }
      return policies.filter { specs[$0.name] != $0.spec }
    }
    return missing(before.policies, in: after.policies) + missing(after.policies, in: before.policies)
  }

  private func isAffected(_ direction: PolicyDirection, _ position: Int, by changed: [CompiledPolicy]?) -> Bool {
    guard let changed else { return true }
    return changed.contains { $0.isolates(direction) && $0.selects(pods[position].before) }
  }

  func difference(limit: Int) -> ConnectivityDifference {
    var difference = ConnectivityDifference()
    addOutside(to: &difference, limit)
    addPods(to: &difference, limit)
    return difference
  }

  // MARK: Between pods

  private func addPods(to difference: inout ConnectivityDifference, _ limit: Int) {
    var gained: [Int: [Int: ConnectionSet]] = [:]
    var lost: [Int: [Int: ConnectionSet]] = [:]
    for (source, from) in classes.enumerated() {
      for (destination, to) in classes.enumerated() where from.isEgressAffected || to.isIngressAffected {
        let old = beforeMatrix.connections(from: from.before, to: to.before)
        let new = afterMatrix.connections(from: from.after, to: to.after)
        let pairs = from.members.count * to.members.count - (source == destination ? from.members.count : 0)
        guard old != new, pairs > 0 else { continue }
        let more = new.subtracting(old)
        let less = old.subtracting(new)
        if !more.isEmpty {
          gained[source, default: [:]][destination] = more
          difference.gained.count += pairs
        }
        if !less.isEmpty {
          lost[source, default: [:]][destination] = less
          difference.lost.count += pairs
        }
      }
    }
    addExamples(gained, to: &difference.gained, limit)
    addExamples(lost, to: &difference.lost, limit)
  }

  private func addExamples(
    _ changes: [Int: [Int: ConnectionSet]], to list: inout ConnectivityDifference.Changes, _ limit: Int
  ) {
    for source in pods.indices {
      guard let row = changes[classOf[source]] else { continue }
      for destination in pods.indices where destination != source {
        guard let connections = row[classOf[destination]] else { continue }
        guard list.examples.count < limit else { return }
        list.examples.append(
          ConnectionChange(
            from: .pod(pods[source].before.id), to: .pod(pods[destination].before.id), connections: connections))
      }
    }
  }

  // MARK: With the outside

  private func addOutside(to difference: inout ConnectivityDifference, _ limit: Int) {
    let families = Set(pods.flatMap { ($0.before.addresses + $0.after.addresses).map(\.family) }).sorted()
    var gained: [Int: [ConnectionChange]] = [:]
    var lost: [Int: [ConnectionChange]] = [:]
    for (index, joint) in classes.enumerated() {
      guard let first = joint.members.first else { continue }
      let pod = pods[first]
      let own = IPFamily.allCases.filter { pod.before.address($0) != nil || pod.after.address($0) != nil }
      let relevant = own.isEmpty ? (families.isEmpty ? [.ipv4] : families) : own
      for direction in PolicyDirection.allCases {
        guard direction == .egress ? joint.isEgressAffected : joint.isIngressAffected else { continue }
        let old = OutsideConnections(before, pod.before, direction)
        let new = OutsideConnections(after, pod.after, direction)
        gained[index, default: []] += changes(direction, pod.before.id, old.gained(new, relevant))
        lost[index, default: []] += changes(direction, pod.before.id, new.gained(old, relevant))
      }
      difference.gained.count += gained[index, default: []].count * joint.members.count
      difference.lost.count += lost[index, default: []].count * joint.members.count
    }
    addOutsideExamples(gained, to: &difference.gained, limit)
    addOutsideExamples(lost, to: &difference.lost, limit)
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

  private func addOutsideExamples(
    _ changes: [Int: [ConnectionChange]], to list: inout ConnectivityDifference.Changes, _ limit: Int
  ) {
    for position in pods.indices {
      let id = pods[position].before.id
      for change in changes[classOf[position], default: []] {
        guard list.examples.count < limit else { return }
        var own = change
        if case .pod = change.from { own.from = .pod(id) } else { own.to = .pod(id) }
        list.examples.append(own)
      }
    }
  }
}
