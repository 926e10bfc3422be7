/// What a policy does to the pods it selects.
struct IndexedEffects: OptionSet {
  let rawValue: UInt8

  static let isolatesIngress = IndexedEffects(rawValue: 1)
  static let isolatesEgress = IndexedEffects(rawValue: 2)
  static let opensIngress = IndexedEffects(rawValue: 4)
  static let opensEgress = IndexedEffects(rawValue: 8)
}

/// The pod peers of a policy's rules, flat: one word a rule (direction, kind of peers, how many), then two words a peer
/// (namespace selector or ``LabelIndex/none`` for the policy's own namespace, pod selector).
struct IndexedPeers {
  private static let egressBit: UInt32 = 1 << 31
  private static let anyBit: UInt32 = 1 << 30
  private static let countMask: UInt32 = anyBit - 1

  private var words: [UInt32] = []

  struct Peer {
    let namespaces: UInt32
    let pods: UInt32
  }

  /// Adds a rule; `nil` peers stand for any peer.
  mutating func append(_ direction: PolicyDirection, _ peers: [Peer]?) {
    let directionBit = direction == .egress ? Self.egressBit : 0
    words.append(directionBit | (peers == nil ? Self.anyBit : UInt32(truncatingIfNeeded: peers?.count ?? 0)))
    for peer in peers ?? [] { words += [peer.namespaces, peer.pods] }
  }

  /// Calls `body` with each peer of every rule.
  func forEachPeer(_ body: (Peer) -> Void) {
    forEachRule { _, peers in
      for peer in peers ?? [] { body(peer) }
    }
  }

  /// The peers of the rule at a position of a direction's list: `nil` where there is no such rule, an empty optional
  /// where it has any peer.
  func peers(_ direction: PolicyDirection, rule: Int) -> [Peer]?? {
    var position = 0
    var found: [Peer]??
    forEachRule { ruleDirection, peers in
      guard ruleDirection == direction else { return }
      if position == rule { found = .some(peers) }
      position += 1
    }
    return found
  }

  private func forEachRule(_ body: (PolicyDirection, [Peer]?) -> Void) {
    var index = 0
    while index < words.count {
      let head = words[index]
      let count = Int(head & Self.countMask)
      let peers = (0..<count).map { Peer(namespaces: words[index + 1 + 2 * $0], pods: words[index + 2 + 2 * $0]) }
      body(head & Self.egressBit == 0 ? .ingress : .egress, head & Self.anyBit == 0 ? peers : nil)
      index += 1 + 2 * count
    }
  }
}
