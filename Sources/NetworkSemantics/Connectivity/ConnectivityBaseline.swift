import KubeCore

/// A snapshot made ready to be compared with many small changes of itself.
///
/// ``difference(_:limit:)`` says the same as ``PolicySnapshot/difference(to:limit:)`` for the changed snapshot. It reads
/// only what a change can touch: connections of pods that a changed policy selects, and of pods that change themselves.
package struct ConnectivityBaseline: Sendable {
  package let snapshot: PolicySnapshot
  /// Pods that have not finished, in order.
  let pods: [PodEndpoint]
  /// The class of each pod; `nil` for one on the host's network, which is not compared.
  let classOf: [Int?]
  /// By class: its members are left out where they are on the host's network.
  let classes: [JointClass]
  let ends: [ClassEnd]
  let classesByNamespace: [String: [Int]]
  let reader: ProfileReader
  let policies: [String: [PreparedPolicy]]
  /// What tells pods of two classes apart, their namespace and ports aside.
  let labelKeys: Set<String>
  let cuts: AddressCuts
  let nodes: NodeTable
  /// Of pods with the same key it is not clear which one a change means.
  private let hasRepeatedKeys: Bool

  package init(_ snapshot: PolicySnapshot) {
    self.snapshot = snapshot
    let pods = snapshot.endpoints.filter { !$0.isFinished }
    self.pods = pods
    hasRepeatedKeys = zip(snapshot.endpoints, snapshot.endpoints.dropFirst()).contains { $0.id == $1.id }
    let grouped = EndpointClasses(pods, policies: snapshot.policies, byNode: false)
    classOf = grouped.classOf.map { grouped.representatives[$0].isSelectable ? $0 : nil }
    classes = grouped.members.indices.map { index in
      let isCompared = grouped.representatives[index].isSelectable
      return JointClass(before: index, after: index, members: isCompared ? grouped.members[index] : [])
    }
    classesByNamespace = Dictionary(grouping: grouped.representatives.indices) {
      grouped.representatives[$0].namespace
    }
    labelKeys = snapshot.policies.reduce(into: []) { $0.formUnion($1.podLabelKeys) }
    cuts = AddressCuts(snapshot.policies)
    nodes = NodeTable(pods)
    var reader = ProfileReader(snapshot.namespaces)
    policies = snapshot.policiesByNamespace.mapValues { policies in
      policies.map { PreparedPolicy($0, &reader.table) }
    }
    var ends = grouped.representatives.map { ClassEnd($0) }
    for (namespace, members) in classesByNamespace {
      guard let policies = policies[namespace] else { continue }
      reader.addProfiles(policies, to: &ends, members)
    }
    self.ends = ends
    self.reader = reader
  }

  /// What a change gives and takes: counts are exact, examples at most `limit` each way.
  package func difference(_ change: SnapshotChange, limit: Int = 20) -> ConnectivityDifference {
    guard !hasRepeatedKeys else { return snapshot.difference(to: snapshot.applying(change), limit: limit) }
    var comparison = ChangeComparison(self, JointClasses(self, change))
    return comparison.difference(limit: limit)
  }

  /// The position of the pod with this key.
  func position(of id: ObjectKey) -> Int? {
    var low = 0
    var high = pods.count
    while low < high {
      let middle = (low + high) / 2
      if pods[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < pods.count && pods[low].id == id ? low : nil
  }
}

/// Pods that a change treats alike: two looks, before and after.
struct JointClass: Sendable {
  /// The number of how they look, and of how they look after the change.
  var before: Int
  var after: Int
  /// Positions of the pods that are compared.
  var members: [Int]
  /// Whether the pods themselves change.
  var isMoved = false
  var isEgressAffected = false
  var isIngressAffected = false
}

/// The nodes that pods run on, as far as is known.
struct NodeTable: Sendable {
  private struct Node: Hashable {
    let name: String
    let address: IPAddress?
  }

  /// One pod of each node.
  private(set) var representatives: [PodEndpoint] = []
  /// Positions of each node's pods.
  private(set) var members: [[Int]] = []
  /// The node of each pod, by position.
  private(set) var nodeOf: [Int] = []

  init(_ pods: [PodEndpoint]) {
    var known: [Node: Int] = [:]
    for (position, pod) in pods.enumerated() {
      let node = Node(name: pod.nodeName, address: pod.nodeAddress)
      let index = known[node] ?? members.count
      if index == members.count {
        known[node] = index
        representatives.append(pod)
        members.append([])
      }
      members[index].append(position)
      nodeOf.append(index)
    }
  }
}

extension ProfileReader {
  private struct ProfileKey: Hashable {
    let direction: PolicyDirection
    let policies: [Int]
    let ports: [PodPort]
  }

  /// Gives classes of one namespace the profiles that its policies make; classes held alike share one.
  fileprivate mutating func addProfiles(
    _ policies: [PreparedPolicy], to ends: inout [ClassEnd], _ members: [Int]
  ) {
    var known: [ProfileKey: Int] = [:]
    for member in members {
      let endpoint = ends[member].endpoint
      let selecting = policies.indices.filter { policies[$0].policy.selects(endpoint) }
      let found = PolicyDirection.allCases.map { direction -> Int? in
        let isolating = selecting.filter { policies[$0].policy.isolates(direction) }
        guard !isolating.isEmpty else { return nil }
        let usesNames = direction == .ingress && isolating.contains { policies[$0].usesNames(.ingress) }
        let key = ProfileKey(direction: direction, policies: isolating, ports: usesNames ? endpoint.ports : [])
        let profile =
          known[key] ?? add(IsolationProfile(direction, isolating.map { policies[$0] }, ports: key.ports))
        known[key] = profile
        return profile
      }
      ends[member] = ClassEnd(endpoint, egress: found[0], ingress: found[1])
    }
  }
}
