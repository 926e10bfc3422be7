import FuzzSupport
import KubeCore
import NetworkSemantics

/// The index after any events against a snapshot of what is there.
struct IndexOracle {
  private var index: SelectionIndex
  private var pods: [ObjectKey: PodEndpoint] = [:]
  private var policies: [NamespacedName: NetworkPolicy] = [:]
  private var namespaces: [String: Namespace] = [:]

  static func check(_ input: inout FuzzInput) {
    var oracle = IndexOracle(index: SelectionIndex(warmLimit: input.pick([0, 1, 2, 100])))
    var steps = 0
    while !input.isAtEnd, steps < 200 {
      oracle.step(&input)
      steps += 1
      if steps % 16 == 0 { oracle.compare() }
    }
    oracle.compare()
  }

  private mutating func step(_ input: inout FuzzInput) {
    switch input.index(below: 8) {
    case 0, 1, 2:
      let pod = Cluster.pod(&input, input.index(below: 6))
      index.upsert(pod)
      pods[pod.id] = pod
    case 3:
      let id = ObjectKey(
        kind: "Pod", namespace: input.pick(Cluster.namespaceNames), name: "p\(input.index(below: 6))")
      index.deletePod(namespace: id.namespace, name: id.name)
      pods[id] = nil
    case 4, 5:
      let policy = Cluster.policy(&input, input.index(below: 6))
      index.upsert(policy)
      policies[NamespacedName(policy.metadata.namespace, policy.metadata.name)] = policy
    case 6:
      let name = NamespacedName(input.pick(Cluster.namespaceNames), "p\(input.index(below: 6))")
      index.deletePolicy(name)
      policies[name] = nil
    default:
      let name = input.pick(Cluster.namespaceNames)
      if input.bool() {
        let namespace = Cluster.namespace(&input, name)
        index.upsert(namespace)
        namespaces[name] = namespace
      } else {
        index.deleteNamespace(name)
        namespaces[name] = nil
      }
    }
  }

  private func compare() {
    let pods = pods.values.sorted { $0.id < $1.id }
    let snapshot = PolicySnapshot(
      policies: Array(policies.values), endpoints: pods, namespaces: Array(namespaces.values))
    for pod in pods {
      let isolation = index.isolation(ofPod: pod.id.namespace, pod.id.name)
      expectEqual(isolation, snapshot.isolation(of: pod), "The isolation of \(pod.name)")
      expectEqual(
        index.policies(selecting: pod.id.namespace, pod.id.name), isolation.selectedBy, "The policies of \(pod.name)")
    }
    let naive = NaivePolicies(policies: Array(policies.values), namespaces: Array(namespaces.values))
    for compiled in snapshot.policies {
      let name = compiled.name
      let selected = snapshot.endpoints(selectedBy: compiled).map(\.id.name).sorted()
      expectEqual(index.pods(of: name), selected, "The pods of \(name)")
      expectEqual(index.podCount(of: name), selected.count, "The number of pods of \(name)")
      guard let policy = policies[name] else { continue }
      for direction in PolicyDirection.allCases {
        for rule in 0..<3 {
          expectEqual(
            index.peerPodCount(of: name, direction, rule: rule),
            naive.peerCount(policy, direction.rawValue, rule: rule, of: pods), "Rule \(rule) of \(name), \(direction)")
        }
      }
    }
  }
}
