import KubeCore

/// The classes of a baseline, split where a change splits them, each with how it looks before and after.
struct JointClasses {
  private(set) var classes: [JointClass]
  private(set) var ends: [ClassEnd]
  private(set) var reader: ProfileReader
  /// The class of each pod of the baseline; `nil` for one that is not compared.
  private(set) var classOf: [Int?]
  /// The pods that change, by position, as they are afterwards.
  private(set) var moved: [Int: PodEndpoint] = [:]

  private let baseline: ConnectivityBaseline
  private var classesByNamespace: [String: [Int]]
  /// Policies of either side that the other does not have in the same words.
  private var changed: [PreparedPolicy] = []
  /// The policies that come, by the change.
  private var added: [PreparedPolicy] = []
  /// All policies afterwards, of the namespaces in which policies change.
  private var policiesAfter: [String: [PreparedPolicy]] = [:]

  init(_ baseline: ConnectivityBaseline, _ change: SnapshotChange) {
    self.baseline = baseline
    classes = baseline.classes
    ends = baseline.ends
    reader = baseline.reader
    classesByNamespace = baseline.classesByNamespace
    classOf = baseline.classOf
    reader.namespaces.add(change.namespaces)
    addPolicies(change)
    refine()
    move(change.endpoints)
    markAffected()
  }

  // MARK: Policies

  private mutating func addPolicies(_ change: SnapshotChange) {
    var targets: [NamespacedName: CompiledPolicy?] = [:]
    for name in change.removedPolicies { targets.updateValue(nil, forKey: name) }
    for policy in change.policies {
      let compiled = CompiledPolicy(policy)
      targets[compiled.name] = compiled
    }
    for (name, target) in targets {
      let old = (policiesAfter[name.namespace] ?? baseline.policies[name.namespace] ?? []).filter {
        $0.policy.name == name
      }
      if old.count == (target == nil ? 0 : 1), old.allSatisfy({ $0.policy.spec == target?.spec }) { continue }
      var others = (policiesAfter[name.namespace] ?? baseline.policies[name.namespace] ?? []).filter {
        $0.policy.name != name
      }
      changed += old
      if let target {
        let prepared = PreparedPolicy(target, &reader.table)
        changed.append(prepared)
        added.append(prepared)
        others.append(prepared)
      }
      policiesAfter[name.namespace] = others
    }
  }

  private mutating func markAffected() {
    for namespace in Set(changed.map(\.policy.name.namespace)) {
      let policies = changed.filter { $0.policy.name.namespace == namespace }
      for index in classesByNamespace[namespace, default: []] where !classes[index].members.isEmpty {
        let end = ends[classes[index].before]
        let selecting = policies.filter { $0.policy.selects(end.endpoint) }
        classes[index].isEgressAffected = selecting.contains { $0.policy.isolates(.egress) }
        classes[index].isIngressAffected = selecting.contains { $0.policy.isolates(.ingress) }
        let (isEgress, isIngress) = (classes[index].isEgressAffected, classes[index].isIngressAffected)
        guard isEgress || isIngress else { continue }
        classes[index].after = add(
          ClassEnd(
            end.endpoint, egress: isEgress ? addProfile(.egress, of: end.endpoint) : end.egress,
            ingress: isIngress ? addProfile(.ingress, of: end.endpoint) : end.ingress))
      }
    }
  }

  /// The profile that isolates a pod after the change.
  private mutating func addProfile(_ direction: PolicyDirection, of endpoint: PodEndpoint) -> Int? {
    let namespace = endpoint.namespace
    let isolating = (policiesAfter[namespace] ?? baseline.policies[namespace] ?? []).filter {
      $0.policy.isolates(direction) && $0.policy.selects(endpoint)
    }
    return isolating.isEmpty ? nil : reader.add(IsolationProfile(direction, isolating, ports: endpoint.ports))
  }

  private mutating func add(_ end: ClassEnd) -> Int {
    ends.append(end)
    return ends.count - 1
  }

  // MARK: Classes that no longer hold together

  /// Splits classes by labels and addresses that no policy of the baseline looks at.
  private mutating func refine() {
    let labels = Set(added.flatMap(\.policy.podLabelKeys)).subtracting(baseline.labelKeys).sorted()
    let own = AddressCuts(added.map(\.policy))
    let hasNewCuts = !baseline.cuts.includes(own)
    guard !labels.isEmpty || hasNewCuts else { return }
    let traits = EndpointTraits.Reader(labelKeys: labels, cuts: hasNewCuts ? [own] : [])
    let isEverywhere = hasNewCuts || added.contains { $0.policy.looksBeyondItsNamespace }
    let namespaces = isEverywhere ? Set(classesByNamespace.keys) : Set(added.map(\.policy.name.namespace))
    for namespace in namespaces {
      for index in classesByNamespace[namespace, default: []] where classes[index].members.count > 1 {
        split(index, of: namespace, traits)
      }
    }
  }

  private mutating func split(_ index: Int, of namespace: String, _ traits: EndpointTraits.Reader) {
    var parts: [(EndpointTraits, [Int])] = []
    var known: [EndpointTraits: Int] = [:]
    for position in classes[index].members {
      let trait = traits.read(baseline.pods[position])
      let part = known[trait] ?? parts.count
      if part == parts.count {
        known[trait] = part
        parts.append((trait, []))
      }
      parts[part].1.append(position)
    }
    guard parts.count > 1 else { return }
    // The first part keeps the class and the pod that stands for it.
    classes[index].members = parts[0].1
    for (_, members) in parts.dropFirst() {
      let end = ends[classes[index].before]
      let look = add(ClassEnd(baseline.pods[members[0]], egress: end.egress, ingress: end.ingress))
      for position in members { classOf[position] = classes.count }
      classesByNamespace[namespace, default: []].append(classes.count)
      classes.append(JointClass(before: look, after: look, members: members))
    }
  }

  // MARK: Pods that change

  private struct MoveKey: Hashable {
    let classBefore: Int?
    let before: EndpointTraits
    let after: EndpointTraits
    let namespaceAfter: String
  }

  private mutating func move(_ endpoints: [PodEndpoint]) {
    for endpoint in endpoints {
      guard let position = baseline.position(of: endpoint.id) else { continue }
      moved[position] = endpoint == baseline.pods[position] ? nil : endpoint
    }
    for index in Set(moved.keys.compactMap { classOf[$0] }) {
      classes[index].members.removeAll { moved[$0] != nil }
    }
    let labels = baseline.labelKeys.union(added.flatMap(\.policy.podLabelKeys)).sorted()
    let traits = EndpointTraits.Reader(labelKeys: labels, cuts: [baseline.cuts, AddressCuts(added.map(\.policy))])
    var known: [MoveKey: Int] = [:]
    for (position, after) in moved.sorted(by: { $0.key < $1.key }) {
      let before = baseline.pods[position]
      let oldClass = classOf[position]
      classOf[position] = nil
      guard !after.isFinished, before.isSelectable || after.isSelectable else { continue }
      let key = MoveKey(
        classBefore: oldClass, before: traits.read(before), after: traits.read(after),
        namespaceAfter: after.namespace)
      let index = known[key] ?? addMoved(before, after, of: oldClass)
      known[key] = index
      classes[index].members.append(position)
      classOf[position] = index
    }
  }

  private mutating func addMoved(_ before: PodEndpoint, _ after: PodEndpoint, of oldClass: Int?) -> Int {
    let end = oldClass.map { ends[classes[$0].before] }
    let old = ClassEnd(before, egress: end?.egress, ingress: end?.ingress)
    let new = ClassEnd(
      after, egress: addProfile(.egress, of: after), ingress: addProfile(.ingress, of: after))
    classes.append(
      JointClass(
        before: add(old), after: add(new), members: [], isMoved: true, isEgressAffected: true, isIngressAffected: true))
    return classes.count - 1
  }
}

extension CompiledPolicy {
  /// Whether a peer looks at the labels of pods of other namespaces.
  fileprivate var looksBeyondItsNamespace: Bool {
    peers.contains { if case .pods(.matching, let pods, _) = $0 { !pods.requirements.isEmpty } else { false } }
  }
}
