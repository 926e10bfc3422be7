import KubeCore

/// Pods grouped so that no policy of a snapshot tells two of a group apart.
///
/// What tells pods apart: namespace, the labels that some pod selector mentions, named ports, which ipBlocks hold their
/// addresses, and (where asked for) their node.
struct EndpointClasses {
  private struct Key: Hashable {
    let namespace: String
    let labels: [String?]
    let ports: [PodPort]
    let blocks: [Int]
    let hostNetwork: Bool
    let node: String
  }

  /// One pod of each class.
  private(set) var representatives: [PodEndpoint] = []
  /// Positions of each class's pods, ascending.
  private(set) var members: [[Int]] = []
  /// The class of each pod, by position.
  private(set) var classOf: [Int] = []

  var count: Int { representatives.count }

  init(_ endpoints: [PodEndpoint], policies: [CompiledPolicy], byNode: Bool) {
    let keys = policies.reduce(into: Set<String>()) { $0.formUnion($1.podLabelKeys) }.sorted()
    let cuts = AddressCuts(policies)
    var known: [Key: Int] = [:]
    for (position, endpoint) in endpoints.enumerated() {
      let key = Key(
        namespace: endpoint.namespace, labels: keys.map { endpoint.labels[$0] },
        ports: endpoint.ports.sorted { ($0.name, $0.transport, $0.number) < ($1.name, $1.transport, $1.number) },
        blocks: IPFamily.allCases.map { endpoint.address($0).map(cuts.index) ?? -1 }
          + [Int(endpoint.addresses.first?.family.rawValue ?? 0)],
        hostNetwork: endpoint.hostNetwork,
        node: byNode ? "\(endpoint.nodeName) \(endpoint.nodeAddress?.description ?? "")" : "")
      let index = known[key] ?? count
      if index == count {
        known[key] = index
        representatives.append(endpoint)
        members.append([])
      }
      members[index].append(position)
      classOf.append(index)
    }
  }
}

/// The addresses at which some ipBlock begins or has just ended.
struct AddressCuts {
  private var starts: [IPFamily: [UInt128]] = [:]

  init(_ policies: [CompiledPolicy]) {
    for policy in policies {
      for set in policy.addressSets { add(set) }
    }
    starts = starts.mapValues { Set($0).sorted() }
  }

  private mutating func add(_ set: IPSet) {
    for range in set.ranges {
      starts[range.family, default: []].append(range.lower)
      if range.upper < range.family.maximum { starts[range.family, default: []].append(range.upper + 1) }
    }
  }

  var isEmpty: Bool { starts.values.allSatisfy(\.isEmpty) }

  /// Whether every cut of `other` is one of these too.
  func includes(_ other: AddressCuts) -> Bool {
    other.starts.allSatisfy { family, cuts in Set(starts[family, default: []]).isSuperset(of: cuts) }
  }

  /// How many cuts are at or below an address: equal for addresses that no block tells apart.
  func index(_ address: IPAddress) -> Int {
    let starts = starts[address.family, default: []]
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address.bits { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The ranges of a family between the cuts.
  func ranges(_ family: IPFamily) -> [IPRange] {
    let bounds = [0] + starts[family, default: []].filter { $0 > 0 }
    return bounds.indices.map { index in
      IPRange(family, bounds[index], index + 1 < bounds.count ? bounds[index + 1] - 1 : family.maximum)
    }
  }
}

extension CompiledPolicy {
  /// The peers of all its rules.
  var peers: [CompiledPeer] {
    ((ingress ?? []) + (egress ?? [])).flatMap { $0.peers ?? [] }
  }

  /// Every pod label that it looks at.
  var podLabelKeys: [String] {
    let peerSelectors = peers.compactMap { peer -> SelectorMatcher? in
      if case .pods(_, let pods, _) = peer { pods } else { nil }
    }
    return (peerSelectors + [podSelector].compactMap { $0 }).flatMap { $0.requirements.map(\.key) }
  }

  /// The addresses of its ipBlocks.
  var addressSets: [IPSet] {
    peers.compactMap { if case .addresses(let set) = $0 { set } else { nil } }
  }
}
