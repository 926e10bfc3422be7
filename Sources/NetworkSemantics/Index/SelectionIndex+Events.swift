package import KubeCore

extension SelectionIndex {
  // MARK: Pods

  package mutating func upsert(_ endpoint: PodEndpoint) {
    upsertPod(
      namespace: endpoint.namespace, name: endpoint.id.name, labels: endpoint.labels,
      isSelectable: endpoint.isSelectable)
  }

  /// - Parameter isSelectable: see ``PodEndpoint/isSelectable``; others are not kept.
  package mutating func upsertPod(namespace: String, name: String, labels: Labels, isSelectable: Bool) {
    guard isSelectable else { return deletePod(namespace: namespace, name: name) }
    let namespaceID = namespaces.intern(namespace)
    let hash = SlotHash.of(name, namespaceID)
    let known = findPod(namespaceID, name, hash)
    let pod = known ?? addPod(namespaceID, name, hash)
    pods.ensureScope(scope(namespaceID))
    pods.put(pod, in: scope(namespaceID), labels)
  }

  package mutating func deletePod(namespace: String, name: String) {
    guard let namespaceID = namespaces.find(namespace) else { return }
    let hash = SlotHash.of(name, namespaceID)
    guard let pod = findPod(namespaceID, name, hash) else { return }
    pods.remove(pod)
    podTable.remove(hash, pod)
    podNames[Int(pod)].name = ""
    freePods.append(pod)
    releaseNamespace(namespaceID)
  }

  @inline(__always)
  func findPod(_ namespace: UInt32, _ name: String, _ hash: UInt32) -> UInt32? {
    podTable.find(hash) { podNames[Int($0)].namespace == namespace && podNames[Int($0)].name == name }
  }

  private mutating func addPod(_ namespace: UInt32, _ name: String, _ hash: UInt32) -> UInt32 {
    retainNamespace(namespace)
    let pod: UInt32
    if let reused = freePods.popLast() {
      pod = reused
      podNames[Int(pod)] = PodName(namespace: namespace, name: name)
    } else {
      pod = UInt32(podNames.count)
      podNames.append(PodName(namespace: namespace, name: name))
    }
    podTable.insert(hash, pod)
    return pod
  }

  // MARK: Namespaces

  package mutating func upsert(_ namespace: Namespace) {
    let name = namespace.metadata.name
    let id = namespaces.intern(name)
    if Int(id) >= isNamespaceKnown.count || !isNamespaceKnown[Int(id)] {
      retainNamespace(id)
      isNamespaceKnown[Int(id)] = true
    }
    var labels = namespace.metadata.labels
    labels[NamespaceDirectory.nameLabel] = name
    namespaceLabels.put(id, in: LabelIndex.global, labels)
  }

  package mutating func deleteNamespace(_ name: String) {
    guard let id = namespaces.find(name), isNamespaceKnown[Int(id)] else { return }
    isNamespaceKnown[Int(id)] = false
    namespaceLabels.put(id, in: LabelIndex.global, [NamespaceDirectory.nameLabel: name])
    releaseNamespace(id)
  }

  private mutating func retainNamespace(_ id: UInt32) {
    namespaces.retain(id)
    while isNamespaceKnown.count <= Int(id) { isNamespaceKnown.append(false) }
    guard namespaces.holderCount(id) == 1 else { return }
    namespaceLabels.put(id, in: LabelIndex.global, [NamespaceDirectory.nameLabel: namespaces.text(id)])
  }

  private mutating func releaseNamespace(_ id: UInt32) {
    if namespaces.release(id) { namespaceLabels.remove(id) }
  }

  // MARK: Policies

  package mutating func upsert(_ policy: NetworkPolicy) {
    let compiled = CompiledPolicy(policy)
    let namespaceID = namespaces.intern(compiled.name.namespace)
    let hash = SlotHash.of(compiled.name.name, namespaceID)
    let known = findPolicy(namespaceID, compiled.name.name, hash)
    let slot = known ?? addPolicy(namespaceID, compiled.name.name, hash)
    // What the new form shares with the old must not go in between.
    let old = policies[Int(slot)]
    if known != nil { unlist(slot) }
    fill(slot, with: compiled)
    release(old)
  }

  package mutating func deletePolicy(_ name: NamespacedName) {
    guard let namespaceID = namespaces.find(name.namespace) else { return }
    let hash = SlotHash.of(name.name, namespaceID)
    guard let slot = findPolicy(namespaceID, name.name, hash) else { return }
    let old = policies[Int(slot)]
    unlist(slot)
    release(old)
    policyTable.remove(hash, slot)
    policies[Int(slot)] = Policy(namespace: namespaceID, name: "")
    freePolicies.append(slot)
    releaseNamespace(namespaceID)
  }

  @inline(__always)
  func findPolicy(_ namespace: UInt32, _ name: String, _ hash: UInt32) -> UInt32? {
    policyTable.find(hash) { policies[Int($0)].namespace == namespace && policies[Int($0)].name == name }
  }

  private mutating func addPolicy(_ namespace: UInt32, _ name: String, _ hash: UInt32) -> UInt32 {
    retainNamespace(namespace)
    let slot: UInt32
    if let reused = freePolicies.popLast() {
      slot = reused
      policies[Int(slot)] = Policy(namespace: namespace, name: name)
    } else {
      slot = UInt32(policies.count)
      policies.append(Policy(namespace: namespace, name: name))
    }
    policyTable.insert(hash, slot)
    return slot
  }

  private mutating func fill(_ slot: UInt32, with compiled: CompiledPolicy) {
    let scope = scope(policies[Int(slot)].namespace)
    pods.ensureScope(scope)
    var policy = Policy(namespace: policies[Int(slot)].namespace, name: policies[Int(slot)].name)
    if compiled.isolates(.ingress) { policy.effects.insert(.isolatesIngress) }
    if compiled.isolates(.egress) { policy.effects.insert(.isolatesEgress) }
    if compiled.allowsEverything(.ingress) { policy.effects.insert(.opensIngress) }
    if compiled.allowsEverything(.egress) { policy.effects.insert(.opensEgress) }
    for direction in [PolicyDirection.ingress, .egress] {
      for rule in compiled.rules(direction) ?? [] {
        policy.peers.append(direction, rule.peers?.compactMap { retain($0, scope) })
      }
    }
    if let selector = compiled.podSelector {
      let id = pods.retain(selector, in: scope)
      policy.selector = id
      policy.next = pods.selectors[Int(id)].firstPolicy
      if policy.next != LabelIndex.none { policies[Int(policy.next)].previous = slot }
      pods.selectors[Int(id)].firstPolicy = slot
    }
    policies[Int(slot)] = policy
  }

  private mutating func retain(_ peer: CompiledPeer, _ scope: UInt32) -> IndexedPeers.Peer? {
    guard case .pods(let namespaces, let selector, _) = peer else { return nil }
    switch namespaces {
    case .own: return IndexedPeers.Peer(namespaces: LabelIndex.none, pods: pods.retain(selector, in: scope))
    case .matching(let matcher):
      return IndexedPeers.Peer(
        namespaces: namespaceLabels.retain(matcher, in: LabelIndex.global),
        pods: pods.retain(selector, in: LabelIndex.global))
    }
  }

  /// Takes a policy out of its selector's list.
  private mutating func unlist(_ slot: UInt32) {
    let policy = policies[Int(slot)]
    guard policy.selector != LabelIndex.none else { return }
    if policy.previous == LabelIndex.none {
      pods.selectors[Int(policy.selector)].firstPolicy = policy.next
    } else {
      policies[Int(policy.previous)].next = policy.next
    }
    if policy.next != LabelIndex.none { policies[Int(policy.next)].previous = policy.previous }
  }

  /// Lets go of a policy's selectors.
  private mutating func release(_ policy: Policy) {
    if policy.selector != LabelIndex.none { pods.release(policy.selector) }
    var peers: [IndexedPeers.Peer] = []
    policy.peers.forEachPeer { peers.append($0) }
    for peer in peers {
      if peer.namespaces != LabelIndex.none { namespaceLabels.release(peer.namespaces) }
      pods.release(peer.pods)
    }
  }
}
