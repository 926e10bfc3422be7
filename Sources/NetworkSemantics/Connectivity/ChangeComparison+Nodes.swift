import KubeCore

/// Pods that change and are on the host's network before or after: they reach the pods of their node, always.
struct NodeMovers {
  /// Pods of one class that are on the same nodes.
  struct Group {
    let joint: Int
    let members: [Int]
    /// By node: whether its pods are reached before, and after.
    let nodes: [NodeReach]
    /// Whether the node decides for some pair, and not as the policies do.
    var hasCorrections = false
  }

  var groups: [Group] = []
  /// The group of each pod that has one, by position.
  var groupOf: [Int: Int] = [:]
}

/// Whether something on a node's network reaches a pod of that node, before and after a change.
struct NodeReach: OptionSet, Hashable {
  let rawValue: UInt8
  static let before = NodeReach(rawValue: 1)
  static let after = NodeReach(rawValue: 2)
}

extension ChangeComparison {
  private struct Nodes: Hashable {
    let name: String
    let address: IPAddress?
    let nameAfter: String
    let addressAfter: IPAddress?
  }

  /// Corrects the counts for pairs on one node, whatever their policies say.
  mutating func applyNodeRules() {
    for (index, joint) in joint.classes.enumerated() where joint.isMoved && !joint.members.isEmpty {
      let isHost =
        self.joint.ends[joint.before].endpoint.hostNetwork || self.joint.ends[joint.after].endpoint.hostNetwork
      guard isHost else { continue }
      let groups = Dictionary(grouping: joint.members) { position in
        let (before, after) = (baseline.pods[position], self.joint.moved[position] ?? baseline.pods[position])
        return Nodes(
          name: before.nodeName, address: before.nodeAddress, nameAfter: after.nodeName,
          addressAfter: after.nodeAddress)
      }
      for members in groups.values { apply(members, of: index) }
    }
  }

  private mutating func apply(_ members: [Int], of index: Int) {
    guard let first = members.first else { return }
    let reach = baseline.nodes.representatives.map { node in
      self.reach(first, node, node, isSelectable: true, isSelectableAfter: true)
    }
    let group = NodeMovers.Group(joint: index, members: members, nodes: reach)
    for position in members { movers.groupOf[position] = movers.groups.count }
    movers.groups.append(group)
    var pairs = Array(repeating: 0, count: joint.classes.count * 4)
    for (node, reach) in reach.enumerated() where !reach.isEmpty {
      for position in baseline.nodes.members[node] where joint.moved[position] == nil {
        if let to = joint.classOf[position] { pairs[to * 4 + Int(reach.rawValue)] += members.count }
      }
    }
    let own = Set(members)
    for position in joint.moved.keys {
      guard let to = joint.classOf[position] else { continue }
      pairs[to * 4 + Int(self.reach(first, position).rawValue)] += members.count - (own.contains(position) ? 1 : 0)
    }
    for (slot, number) in pairs.enumerated() where number > 0 && slot % 4 > 0 {
      correct(index, to: slot / 4, NodeReach(rawValue: UInt8(slot % 4)), number)
    }
  }

  private mutating func correct(_ source: Int, to destination: Int, _ reach: NodeReach, _ pairs: Int) {
    guard let row = rows[source] else { return }
    let plain = cell(row.before[destination], row.after[destination])
    let special = cell(row, destination, reach)
    guard special != plain else { return }
    movers.groups[movers.groups.count - 1].hasCorrections = true
    count(plain, -pairs, into: &counts)
    count(special, pairs, into: &counts)
  }

  private mutating func cell(_ row: Row, _ destination: Int, _ reach: NodeReach) -> Cell {
    cell(
      reach.contains(.before) ? ConnectionSetTable.all : row.before[destination],
      reach.contains(.after) ? ConnectionSetTable.all : row.after[destination])
  }

  /// What a pod of a group gains and loses toward another pod where their node decides; else `nil`.
  mutating func nodeCell(_ group: Int, _ source: Int, _ destination: Int) -> Cell? {
    let reach =
      joint.moved[destination] == nil
      ? movers.groups[group].nodes[baseline.nodes.nodeOf[destination]] : self.reach(source, destination)
    guard !reach.isEmpty, let to = joint.classOf[destination], let row = rows[movers.groups[group].joint] else {
      return nil
    }
    return cell(row, to, reach)
  }

  private func reach(_ source: Int, _ destination: Int) -> NodeReach {
    let before = baseline.pods[destination]
    let after = joint.moved[destination] ?? before
    return reach(
      source, before, after, isSelectable: before.isSelectable, isSelectableAfter: after.isSelectable)
  }

  private func reach(
    _ source: Int, _ before: PodEndpoint, _ after: PodEndpoint, isSelectable: Bool, isSelectableAfter: Bool
  ) -> NodeReach {
    let old = baseline.pods[source]
    let new = joint.moved[source] ?? old
    var reach: NodeReach = []
    if old.hostNetwork, isSelectable, old.sharesNode(with: before) { reach.insert(.before) }
    if new.hostNetwork, isSelectableAfter, new.sharesNode(with: after) { reach.insert(.after) }
    return reach
  }
}
