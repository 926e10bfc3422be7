import KubeCore

/// Which connections are allowed between classes of pods: one row of numbers for each distinct set of isolating
/// policies, so that the cost follows classes and policies, not pairs of pods.
///
/// What cannot be told (a Namespace or an address that is not known) counts as not allowed.
struct ConnectivityMatrix {
  /// Which of a dual-stack pod's addresses is meant; without a family, the first that it has.
  private typealias Family = IPFamily?

  /// The policies that isolate a class of pods in one direction.
  private struct Profile: Hashable {
    let policies: [Int]
    /// The destination's named ports, where its ingress rules use names.
    let ports: [PodPort]
  }

  private struct PeerKey: Hashable {
    let peer: CompiledPeer
    /// Empty where the peer does not depend on the policy's own namespace.
    let namespace: String
    let family: IPFamily?
  }

  let classes: EndpointClasses
  private let policies: [CompiledPolicy]
  private let namespaces: NamespaceDirectory
  private let classesByNamespace: [String: [Int]]
  private var table = ConnectionSetTable()
  private var peerClasses: [PeerKey: [Int]] = [:]
  /// By direction: the profile of each class, `nil` where it is not isolated, and the rows by profile and family.
  private var profileOf: [PolicyDirection: [Int?]] = [:]
  private var rows: [PolicyDirection: [[Family: [UInt32]]]] = [:]

  init(_ snapshot: PolicySnapshot, _ endpoints: [PodEndpoint], byNode: Bool) {
    classes = EndpointClasses(endpoints, policies: snapshot.policies, byNode: byNode)
    policies = snapshot.policies
    namespaces = snapshot.namespaces
    classesByNamespace = Dictionary(grouping: classes.representatives.indices) { [classes] in
      classes.representatives[$0].namespace
    }
    let families = Set(classes.representatives.flatMap { $0.addresses.map(\.family) })
    let positions = Dictionary(grouping: policies.indices) { [policies] in policies[$0].name.namespace }
    for direction in PolicyDirection.allCases {
      addProfiles(direction, positions, families.map(Optional.some) + [nil])
    }
  }

  /// The connections that pods of one class may open to those of another.
  func connections(from source: Int, to destination: Int) -> ConnectionSet {
    let from = classes.representatives[source]
    let to = classes.representatives[destination]
    if from.hostNetwork, to.isSelectable, from.sharesNode(with: to) { return .all }
    let common = from.addresses.map(\.family).filter { to.address($0) != nil }
    if common.isEmpty, !from.addresses.isEmpty, !to.addresses.isEmpty, !from.hostNetwork, !to.hostNetwork {
      return .none
    }
    return (common.isEmpty ? [nil] : common.map(Optional.some)).reduce(.none) { set, family in
      set.isAll
        ? set
        : set.union(
          table.intersection(
            row(.egress, of: source, family, destination), row(.ingress, of: destination, family, source)))
    }
  }

  private func row(_ direction: PolicyDirection, of subject: Int, _ family: Family, _ peer: Int) -> UInt32 {
    guard let profile = profileOf[direction]?[subject], let row = rows[direction]?[profile][family] else {
      return ConnectionSetTable.all
    }
    return row[peer]
  }

  private mutating func addProfiles(
    _ direction: PolicyDirection, _ positions: [String: [Int]], _ families: [Family]
  ) {
    var known: [Profile: Int] = [:]
    var profiles: [Profile] = []
    profileOf[direction] = classes.representatives.map { endpoint -> Int? in
      let isolating = positions[endpoint.namespace, default: []].filter {
        policies[$0].isolates(direction) && policies[$0].selects(endpoint)
      }
      guard !isolating.isEmpty else { return nil }
      let usesNames = direction == .ingress && isolating.contains { policies[$0].usesNames(.ingress) }
      let profile = Profile(policies: isolating, ports: usesNames ? endpoint.ports : [])
      if let index = known[profile] { return index }
      known[profile] = profiles.count
      profiles.append(profile)
      return profiles.count - 1
    }
    var directionRows: [[Family: [UInt32]]] = []
    for profile in profiles {
      var rows: [Family: [UInt32]] = [:]
      for family in families { rows[family] = makeRow(direction, profile, family) }
      directionRows.append(rows)
    }
    rows[direction] = directionRows
  }

  private mutating func makeRow(_ direction: PolicyDirection, _ profile: Profile, _ family: Family) -> [UInt32] {
    var row = Array(repeating: ConnectionSetTable.none, count: classes.count)
    for position in profile.policies {
      let policy = policies[position]
      for rule in policy.rules(direction) ?? [] {
        let ports = RulePorts(rule.ports)
        let fixed = table.number(direction == .ingress ? ports.resolved(profile.ports) : ports.fixed)
        for peer in matchingClasses(rule, of: policy.name.namespace, family) where row[peer] != ConnectionSetTable.all {
          let endpoint = classes.representatives[peer]
          let isNamed = direction == .egress && !ports.names.isEmpty && endpoint.isSelectable
          row[peer] = table.union(row[peer], isNamed ? table.number(ports.resolved(endpoint.ports)) : fixed)
        }
      }
    }
    return row
  }

  private mutating func matchingClasses(_ rule: CompiledRule, of namespace: String, _ family: Family) -> [Int] {
    guard let peers = rule.peers else { return Array(classes.representatives.indices) }
    return peers.flatMap { matchingClasses($0, of: namespace, family) }
  }

  private mutating func matchingClasses(_ peer: CompiledPeer, of namespace: String, _ family: Family) -> [Int] {
    var key = PeerKey(peer: peer, namespace: "", family: nil)
    if case .pods(.own, _, _) = peer { key = PeerKey(peer: peer, namespace: namespace, family: nil) }
    if case .addresses = peer { key = PeerKey(peer: peer, namespace: "", family: family) }
    if let known = peerClasses[key] { return known }
    let found = findClasses(peer, of: namespace, family)
    peerClasses[key] = found
    return found
  }

  private func findClasses(_ peer: CompiledPeer, of namespace: String, _ family: Family) -> [Int] {
    switch peer {
    case .nothing: return []
    case .addresses(let set):
      return classes.representatives.indices.filter { index in
        let endpoint = classes.representatives[index]
        guard let address = family.map({ endpoint.address($0) }) ?? endpoint.knownAddress else {
          return set.coversAll(.ipv4)
        }
        return set.contains(address)
      }
    case .pods(let scope, let pods, _):
      return candidates(scope, of: namespace).filter { index in
        let endpoint = classes.representatives[index]
        return endpoint.isSelectable && pods.matches(endpoint.labels)
      }
    }
  }

  private func candidates(_ scope: NamespaceScope, of namespace: String) -> [Int] {
    switch scope {
    case .own: classesByNamespace[namespace, default: []]
    case .matching(let selector) where selector.matchesEverything: Array(classes.representatives.indices)
    case .matching(let selector):
      classesByNamespace.keys.sorted().filter { namespaces.matches(selector, $0) == true }
        .flatMap { classesByNamespace[$0, default: []] }
    }
  }
}

extension CompiledPolicy {
  /// Whether a rule of this direction names a port.
  fileprivate func usesNames(_ direction: PolicyDirection) -> Bool {
    (rules(direction) ?? []).contains { !RulePorts($0.ports).names.isEmpty }
  }
}
