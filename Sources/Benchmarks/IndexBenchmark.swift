import KubeCore
import NetworkSemantics

/// The selection index: building it, and what single events cost. The shapes are those in which other indexes were
/// measured (`networkpolicy_controller_perf_test.go` of Antrea, `labelindex` of Calico).
enum IndexBenchmark {
  static func run() {
    build()
    for shape in Shape.allCases { podEvents(shape) }
    namespaceRelabel()
    policyEvents()
  }

  // MARK: Objects

  private static func policy(
    _ namespace: String, _ name: String, _ selector: LabelSelector, from peers: [NetworkPolicyPeer] = []
  ) -> NetworkPolicy {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: namespace, name: name)
    policy.spec.podSelector = selector
    policy.spec.policyTypes = ["Ingress", "Egress"]
    if !peers.isEmpty {
      var rule = NetworkPolicyIngressRule()
      rule.from = peers
      policy.spec.ingress = [rule]
    }
    return policy
  }

  private static func peer(_ pods: Labels?, namespaces: LabelSelector? = nil) -> NetworkPolicyPeer {
    var peer = NetworkPolicyPeer()
    peer.podSelector = PeerSelector(pods.map { LabelSelector(matchLabels: $0) })
    peer.namespaceSelector = PeerSelector(namespaces)
    return peer
  }

  private static func pod(_ namespace: String, _ name: String, _ labels: Labels) -> PodEndpoint {
    PodEndpoint(
      id: ObjectKey(kind: "Pod", namespace: namespace, name: name), labels: labels, phase: "Running")
  }

  private static func namespace(_ name: String, _ labels: Labels) -> Namespace {
    var namespace = Namespace()
    namespace.metadata = ObjectMeta(namespace: "", name: name, labels: labels)
    return namespace
  }

  private static func microseconds(_ seconds: Double, _ count: Int) -> String {
    "\(Figure.decimal(seconds / Double(count) * 1e6, 2)) µs"
  }

  // MARK: X1

  /// 25,000 namespaces of a deny-all, two policies and four pods each.
  private static func build() {
    let count = 25_000
    var policies: [NetworkPolicy] = []
    var pods: [PodEndpoint] = []
    var namespaces: [Namespace] = []
    let groups: [Labels] = [["app-1": "scale-1"], ["app-2": "scale-2"]]
    for number in 0..<count {
      let name = "namespace-\(number)"
      namespaces.append(namespace(name, ["app": name]))
      policies.append(policy(name, "default-deny-all", LabelSelector()))
      for (index, labels) in groups.enumerated() {
        policies.append(policy(name, "np-\(index)", LabelSelector(matchLabels: labels), from: [peer(labels)]))
        for copy in 0..<2 { pods.append(pod(name, "a-workload-\(index)-7d77dcf87-\(copy)", labels)) }
      }
    }
    let before = ResidentMemory.bytes
    var index = SelectionIndex()
    let seconds = CPUTime.measure {
      index = SelectionIndex(policies: policies, endpoints: pods, namespaces: namespaces)
    }
    let grown = ResidentMemory.bytes - before
    Figure.print(
      "index X1 build", "\(count) namespaces, \(policies.count) policies, \(pods.count) pods",
      "\(Figure.decimal(seconds, 2)) s, \(Figure.decimal(Double(grown) / 1e6, 0)) MB, \(index.classCount) classes")
  }

  // MARK: X2, X3

  private enum Shape: String, CaseIterable {
    case distinct = "app=x"
    case hotLabel = "app=x,tier=hot"
    case hotExists = "app=x,tier"
    case negative = "app notin (x)"

    func selector(_ number: Int) -> LabelSelector {
      let tier = LabelSelectorRequirement(key: "tier", operator: "Exists")
      let without = LabelSelectorRequirement(key: "app", operator: "NotIn", values: ["app-\(number)"])
      return switch self {
      case .distinct: LabelSelector(matchLabels: ["app": "app-\(number)"])
      case .hotLabel: LabelSelector(matchLabels: ["app": "app-\(number)", "tier": "hot"])
      case .hotExists: LabelSelector(matchLabels: ["app": "app-\(number)"], matchExpressions: [tier])
      case .negative: LabelSelector(matchExpressions: [without])
      }
    }
  }

  /// A Job's pod comes and goes among S selectors, every time with a label of its own.
  private static func podEvents(_ shape: Shape) {
    let rounds = 100_000
    let jobs = (0..<rounds).map { number in
      let labels: Labels = [
        "app": "app-7", "batch.kubernetes.io/controller-uid": "uid-\(number)",
        "batch.kubernetes.io/job-name": "job-\(number)", "tier": "hot",
      ]
      return (name: "job-\(number)-x7k2p", labels: labels)
    }
    var warmCosts: [Double] = []
    for count in [100, 1000, 10_000] {
      let policies = (0..<count).map { policy("a", "np-\($0)", shape.selector($0)) }
      let residents = (0..<1000).map { pod("a", "pod-\($0)", ["app": "app-\($0 % count)", "tier": "hot"]) }
      var warm = SelectionIndex(policies: policies, endpoints: residents, namespaces: [])
      warm.deletePod(namespace: "a", name: "pod-7")
      let warmSeconds = cost(&warm, jobs)
      var cold = SelectionIndex(
        policies: policies, endpoints: residents.filter { $0.labels["app"] != "app-7" }, namespaces: [], warmLimit: 0)
      let coldSeconds = cost(&cold, Array(jobs.prefix(rounds / 10)))
      warmCosts.append(warmSeconds)
      Figure.print(
        "index X2 pod add+delete", "\(shape.rawValue), \(count) selectors",
        "class there \(microseconds(warmSeconds, rounds)), class new \(microseconds(coldSeconds, rounds / 10))")
    }
    Figure.print(
      "index X3 growth", "\(shape.rawValue), 100 to 10000 selectors",
      "\(Figure.decimal(warmCosts[2] / warmCosts[0], 2)) times")
  }

  private static func cost(_ index: inout SelectionIndex, _ jobs: [(name: String, labels: Labels)]) -> Double {
    CPUTime.measure {
      for job in jobs {
        index.upsertPod(namespace: "a", name: job.name, labels: job.labels, isSelectable: true)
        index.deletePod(namespace: "a", name: job.name)
      }
    }
  }

  // MARK: X4, X5

  private static func namespaceRelabel() {
    let policies = (0..<1000).map { number in
      policy(
        "b", "np-\(number)", LabelSelector(),
        from: [peer(nil, namespaces: LabelSelector(matchLabels: ["team": "team-\(number)"]))])
    }
    let pods = (0..<3000).map { pod("a", "pod-\($0)", ["app": "app-\($0)"]) }
    var index = SelectionIndex(policies: policies, endpoints: pods, namespaces: [namespace("a", ["team": "team-0"])])
    let rounds = 1000
    let seconds = CPUTime.measure {
      for round in 0..<rounds { index.upsert(namespace("a", ["team": "team-\(round % 1000)"])) }
    }
    let peers = index.peerPodCount(of: NamespacedName("b", "np-999"), .ingress, rule: 0) ?? 0
    Figure.print(
      "index X4 relabel", "1000 namespace selectors, \(peers) pods", "\(microseconds(seconds, rounds)) a relabel")
  }

  private static func policyEvents() {
    let own = (0..<3000).map { pod("a", "pod-\($0)", ["app": "app-\($0)", "tier": "hot", "zone": "zone-\($0 % 3)"]) }
    let others = (0..<97_000).map { pod("other-\($0 % 100)", "pod-\($0)", ["app": "app-\($0 % 50)", "zone": "z"]) }
    let base =
      [policy("a", "app", LabelSelector(matchExpressions: [LabelSelectorRequirement(key: "app", operator: "Exists")]))]
      + (0..<100).map { policy("other-\($0)", "app", LabelSelector(matchLabels: ["app": "app-1"])) }
    var index = SelectionIndex(policies: base, endpoints: own + others, namespaces: [])
    let present = policy(
      "a", "new",
      LabelSelector(matchExpressions: [LabelSelectorRequirement(key: "app", operator: "NotIn", values: ["none"])]))
    let adding = CPUTime.measure { index.upsert(present) }
    let selected = index.podCount(of: NamespacedName("a", "new"))
    Figure.print(
      "index X5 policy add", "selects \(selected) pods of as many classes", "\(Figure.decimal(adding * 1e3, 3)) ms")
    let tier = policy("a", "tier", LabelSelector(matchLabels: ["tier": "hot"]))
    let ownKey = CPUTime.measure { index.upsert(tier) }
    Figure.print("index X5 new key", "3000 pods of the namespace", "\(Figure.decimal(ownKey * 1e3, 2)) ms")
    let zone = policy("a", "zone", LabelSelector(), from: [peer(["zone": "z"], namespaces: LabelSelector())])
    let globalKey = CPUTime.measure { index.upsert(zone) }
    let peers = index.peerPodCount(of: NamespacedName("a", "zone"), .ingress, rule: 0) ?? 0
    Figure.print(
      "index X5 new key", "100000 pods of all namespaces, \(peers) peers", "\(Figure.decimal(globalKey * 1e3, 1)) ms")
  }
}
