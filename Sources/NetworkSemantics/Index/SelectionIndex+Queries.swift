extension SelectionIndex {
  /// The policies that select a pod, in order; none for a pod that is not there.
  package func policies(selecting namespace: String, _ name: String) -> [NamespacedName] {
    var names: [NamespacedName] = []
    forEachPolicy(selecting: namespace, name) { names.append(NamespacedName(namespace, $0.name)) }
    return names.sorted()
  }

  package func isolation(ofPod namespace: String, _ name: String) -> Isolation {
    var found: [(name: NamespacedName, effects: IndexedEffects)] = []
    forEachPolicy(selecting: namespace, name) { found.append((NamespacedName(namespace, $0.name), $0.effects)) }
    found.sort { $0.name < $1.name }
    var isolation = Isolation()
    isolation.selectedBy = found.map(\.name)
    isolation.ingressPolicies = found.filter { $0.effects.contains(.isolatesIngress) }.map(\.name)
    isolation.egressPolicies = found.filter { $0.effects.contains(.isolatesEgress) }.map(\.name)
    isolation.ingressOpenedBy = found.filter { $0.effects.contains(.opensIngress) }.map(\.name)
    isolation.egressOpenedBy = found.filter { $0.effects.contains(.opensEgress) }.map(\.name)
    return isolation
  }

  private func forEachPolicy(selecting namespace: String, _ name: String, _ body: (Policy) -> Void) {
    guard let namespaceID = namespaces.find(namespace),
      let pod = findPod(namespaceID, name, SlotHash.of(name, namespaceID))
    else { return }
    pods.forEachSelector(matching: pod) { selector in
      var slot = pods.selectors[Int(selector)].firstPolicy
      while slot != LabelIndex.none {
        body(policies[Int(slot)])
        slot = policies[Int(slot)].next
      }
    }
  }

  /// Whether no selector of any policy can tell two pods of a namespace apart, as selected pods or as peers; false where
  /// one of them is not there. The answer may be no where yes were right, never the other way round.
  package func areAlike(_ namespace: String, _ name: String, _ other: String) -> Bool {
    guard let namespaceID = namespaces.find(namespace),
      let pod = findPod(namespaceID, name, SlotHash.of(name, namespaceID)),
      let twin = findPod(namespaceID, other, SlotHash.of(other, namespaceID))
    else { return false }
    return pods.items[pod].classID == pods.items[twin].classID
  }

  /// How many pods a policy selects; none for a policy that is not there.
  package func podCount(of policy: NamespacedName) -> Int {
    guard let found = find(policy), found.selector != LabelIndex.none else { return 0 }
    return pods.itemCount(found.selector)
  }

  /// The names of the pods that a policy selects, in order.
  package func pods(of policy: NamespacedName) -> [String] {
    guard let found = find(policy), found.selector != LabelIndex.none else { return [] }
    var names: [String] = []
    pods.forEachClass(of: found.selector) { classID in
      pods.forEachItem(of: classID) { names.append(podNames[Int($0)].name) }
    }
    return names.sorted()
  }

  /// How many pods a rule's selectors stand for; `nil` for a rule with any peer, and where there is no such rule.
  package func peerPodCount(of policy: NamespacedName, _ direction: PolicyDirection, rule: Int) -> Int? {
    guard let found = find(policy), case .some(.some(let peers)) = found.peers.peers(direction, rule: rule) else {
      return nil
    }
    var classes: Set<UInt32> = []
    for peer in peers { forEachClass(of: peer) { classes.insert($0) } }
    return classes.reduce(0) { $0 + Int(pods.classes[Int($1)].itemCount) }
  }

  /// Calls `body` for each class of pods that a peer stands for.
  private func forEachClass(of peer: IndexedPeers.Peer, _ body: (UInt32) -> Void) {
    guard peer.namespaces != LabelIndex.none else { return pods.forEachClass(of: peer.pods, body) }
    let podSelector = pods.selectors[Int(peer.pods)]
    guard podSelector.kind != .everything, podSelector.kind != .excluding else {
      namespaceLabels.forEachClass(of: peer.namespaces) { namespaceClass in
        namespaceLabels.forEachItem(of: namespaceClass) { namespace in
          pods.forEachClass(inScope: scope(namespace)) { classID in
            if podSelector.matches(pods.classes[Int(classID)].labels) { body(classID) }
          }
        }
      }
      return
    }
    let namespaceSelector = namespaceLabels.selectors[Int(peer.namespaces)]
    pods.forEachClass(of: peer.pods) { classID in
      let namespace = pods.classes[Int(classID)].scope - 1
      let namespaceClass = namespaceLabels.items[namespace].classID
      if namespaceSelector.matches(namespaceLabels.classes[Int(namespaceClass)].labels) { body(classID) }
    }
  }

  /// How many classes of pods there are, with pods; what the index costs follows this number.
  package var classCount: Int { pods.classes.count { $0.itemCount > 0 } }

  private func find(_ policy: NamespacedName) -> Policy? {
    guard let namespaceID = namespaces.find(policy.namespace) else { return nil }
    return findPolicy(namespaceID, policy.name, SlotHash.of(policy.name, namespaceID)).map { policies[Int($0)] }
  }
}
