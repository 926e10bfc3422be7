import KubeCore

/// The policies that isolate a class of pods in one direction.
struct IsolationProfile: Sendable {
  let policies: [CompiledPolicy]
  /// The rules of all of them.
  let rules: [PreparedRule]
  /// The named ports of the isolated pods.
  let ports: [PodPort]

  init(_ direction: PolicyDirection, _ policies: [PreparedPolicy], ports: [PodPort]) {
    self.policies = policies.map(\.policy)
    rules = policies.flatMap { $0.rules(direction) }
    self.ports = ports
  }
}

/// Reads what one profile allows with one peer, on demand; ``ConnectivityMatrix`` reads all at once.
struct ProfileReader: Sendable {
  var namespaces: NamespaceDirectory
  var table = ConnectionSetTable()
  private(set) var profiles: [IsolationProfile] = []

  init(_ namespaces: NamespaceDirectory) { self.namespaces = namespaces }

  mutating func add(_ profile: IsolationProfile) -> Int {
    profiles.append(profile)
    return profiles.count - 1
  }

  /// The number of the connections that a profile allows; all where there is none.
  mutating func allowed(
    _ direction: PolicyDirection, _ profile: Int?, with peer: ClassEnd, _ family: IPFamily?
  ) -> UInt32 {
    guard let profile else { return ConnectionSetTable.all }
    var result = ConnectionSetTable.none
    for rule in profiles[profile].rules where matches(rule, peer, family) {
      var set = rule.fixed
      if rule.hasNames, direction == .ingress || peer.isSelectable {
        set = table.number(
          rule.ports.resolved(direction == .ingress ? profiles[profile].ports : peer.endpoint.ports))
      }
      result = table.union(result, set)
      if result == ConnectionSetTable.all { return result }
    }
    return result
  }

  private func matches(_ rule: PreparedRule, _ end: ClassEnd, _ family: IPFamily?) -> Bool {
    guard let peers = rule.peers else { return true }
    for peer in peers where matches(peer, of: rule.namespace, end, family) { return true }
    return false
  }

  private func matches(
    _ peer: CompiledPeer, of namespace: String, _ end: ClassEnd, _ family: IPFamily?
  ) -> Bool {
    switch peer {
    case .nothing: return false
    case .addresses(let set):
      guard let address = family.map({ end.endpoint.address($0) }) ?? end.endpoint.knownAddress else {
        return set.coversAll(.ipv4)
      }
      return set.contains(address)
    case .pods(let scope, let pods, _):
      guard end.isSelectable else { return false }
      switch scope {
      case .own: return end.endpoint.namespace == namespace && pods.matches(end.endpoint.labels)
      case .matching(let selector):
        return pods.matches(end.endpoint.labels)
          && (selector.matchesEverything || namespaces.matches(selector, end.endpoint.namespace) == true)
      }
    }
  }
}

/// What the profiles of one direction allow with one fixed peer, each read once.
struct PeerReadings {
  private static let unread = UInt32.max

  let direction: PolicyDirection
  let peer: ClassEnd
  private var numbers: [[UInt32]] = [[], [], []]

  init(_ direction: PolicyDirection, with peer: ClassEnd) {
    self.direction = direction
    self.peer = peer
  }

  /// The number of the connections; `slot` is one of ``FamilySlots``.
  mutating func allowed(_ profile: Int?, _ slot: Int, _ reader: inout ProfileReader) -> UInt32 {
    guard let profile else { return ConnectionSetTable.all }
    if numbers[slot].isEmpty {
      numbers[slot] = Array(repeating: Self.unread, count: reader.profiles.count)
    }
    let known = numbers[slot][profile]
    if known != Self.unread { return known }
    let number = reader.allowed(direction, profile, with: peer, FamilySlots.family(slot))
    numbers[slot][profile] = number
    return number
  }
}
