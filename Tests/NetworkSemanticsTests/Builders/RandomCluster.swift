import KubeCore
import NetworkSemantics
import Support

/// Small clusters and changes that hit every rule often: few names, labels, ports and addresses.
struct RandomCluster {
  private var random: SplitMix64
  private let isNodeKnown: Bool
  private let isDualStack: Bool

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    isNodeKnown = random.next() % 4 > 0
    isDualStack = random.next() % 3 == 0
  }

  private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  private mutating func chance(_ one: Int) -> Bool { number(one) == 0 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(elements.count)] }

  // MARK: Snapshots

  mutating func snapshot() -> PolicySnapshot {
    let pods = (0..<number(14)).map { pod($0) }
    var policies: [NetworkPolicy] = []
    for namespace in ["a", "b", "c"] {
      for index in 0..<number(4) { policies.append(policy(namespace, "p\(index)")) }
    }
    var namespaces: [Namespace] = []
    for name in ["a", "b", "c"] where !chance(6) { namespaces.append(namespace(name, ["team": pick(["x", "y"])])) }
    return PolicySnapshot(policies: policies, endpoints: pods, namespaces: namespaces)
  }

  private mutating func randomLabels() -> Labels {
    var labels: Labels = [:]
    for key in ["app", "tier", "rare"] where !chance(3) { labels[key] = pick(["1", "2"]) }
    return labels
  }

  private mutating func address(_ index: Int) -> String {
    if chance(6) { return "" }
    let four = "10.0.\(number(3)).\(index + 1)"
    let six = "fd00::\(number(3)):\(index + 1)"
    return isDualStack ? pick(["\(four),\(six)", "\(six),\(four)", four, six]) : four
  }

  private mutating func pod(_ index: Int) -> PodEndpoint {
    let isHost = chance(5)
    let node = number(3)
    return NetworkSemanticsTests.pod(
      pick(["a", "b", "c"]), "pod-\(index)", randomLabels(),
      ip: isHost ? pick(["", "192.168.0.\(node)"]) : address(index),
      host: isHost, phase: chance(9) ? "Succeeded" : pick(["Running", ""]),
      node: isNodeKnown || chance(2) ? "node-\(node)" : "", nodeIP: chance(3) ? "" : "192.168.0.\(node)", ports: ports()
    )
  }

  private mutating func ports() -> [PodPort] {
    (0..<number(3)).map { _ in
      PodPort(
        name: pick(["http", "dns"]), transport: pick([.tcp, .udp]), number: pick([53, 80, 8080]),
        isOfInitContainer: chance(5))
    }
  }

  // MARK: Policies

  private mutating func policy(_ namespace: String, _ name: String) -> NetworkPolicy {
    let types = pick([["Ingress"], ["Egress"], ["Ingress", "Egress"], []])
    return NetworkSemanticsTests.policy(
      namespace, name, select: selector(), types: types,
      ingress: (0..<number(3)).map { _ in ingressRule(peers(), ports: policyPorts()) },
      egress: (0..<number(3)).map { _ in egressRule(peers(), ports: policyPorts()) })
  }

  private mutating func selector() -> LabelSelector {
    switch number(6) {
    case 0: LabelSelector()
    case 1: expression(pick(["app", "rare"]), "NotIn", [pick(["1", "2"])])
    case 2: expression(pick(["tier", "rare"]), pick(["Exists", "DoesNotExist"]))
    case 3: labels(["rare": pick(["1", "2"])])
    default: labels([pick(["app", "tier"]): pick(["1", "2"])])
    }
  }

  private mutating func peers() -> [NetworkPolicyPeer] {
    (0..<number(3)).map { _ in
      switch number(5) {
      case 0: block(pick(["10.0.0.0/24", "10.0.1.0/24", "192.168.0.0/24", "fd00::/112", "::/0"]))
      case 1: block("0.0.0.0/0", except: chance(2) ? [] : [pick(["10.0.0.0/8", "10.0.2.0/24"])])
      case 2: peer(pods: .matching(selector()))
      case 3: peer(namespaces: having(["team": pick(["x", "y"])]))
      default: peer(pods: .matching(selector()), namespaces: pick([.empty, having(["team": "x"])]))
      }
    }
  }

  private mutating func policyPorts() -> [NetworkPolicyPort] {
    (0..<number(3)).map { _ in
      switch number(4) {
      case 0: port(.string(pick(["http", "dns"])), pick(["TCP", "UDP"]))
      case 1: port(.int(50), to: 100)
      case 2: port(nil, pick(["TCP", "SCTP"]))
      default: port(.int(pick([53, 80])), pick(["TCP", "UDP"]))
      }
    }
  }

  // MARK: Changes

  mutating func change(of snapshot: PolicySnapshot) -> SnapshotChange {
    var change = SnapshotChange()
    let kind = number(3)
    if kind != 1 {
      for _ in 0..<(1 + number(2)) { changePolicies(of: snapshot, &change) }
    }
    guard kind > 0, !snapshot.endpoints.isEmpty else { return change }
    if chance(3) { change.namespaces = [namespace("fresh", pick([[:], ["team": "x"], ["team": "y"]]))] }
    for _ in 0..<(1 + number(4)) {
      let endpoint = pick(snapshot.endpoints)
      change.endpoints.removeAll { $0.id == endpoint.id }
      change.endpoints.append(chance(3) ? changed(endpoint) : moved(endpoint))
    }
    return change
  }

  private mutating func changePolicies(of snapshot: PolicySnapshot, _ change: inout SnapshotChange) {
    let name = pick(snapshot.policies.map(\.name) + [NamespacedName("a", "p9"), NamespacedName("c", "p0")])
    guard !chance(3) else { return change.removedPolicies.append(name) }
    var policy = policy(name.namespace, name.name)
    if chance(3), let old = snapshot.policies.first(where: { $0.name == name }) {
      policy.spec = old.spec
      if chance(2) { policy.spec.egress = [NetworkPolicyEgressRule()] }
    }
    change.policies.append(policy)
  }

  /// To the host's network, or away from it.
  private mutating func moved(_ endpoint: PodEndpoint) -> PodEndpoint {
    var moved = endpoint
    moved.hostNetwork.toggle()
    moved.addresses =
      moved.hostNetwork ? [endpoint.nodeAddress].compactMap { $0 } : [IPAddress("10.0.1.99")].compactMap { $0 }
    return moved
  }

  private mutating func changed(_ endpoint: PodEndpoint) -> PodEndpoint {
    var changed = endpoint
    switch number(8) {
    case 0: changed.labels = randomLabels()
    case 1: changed.phase = pick(["Failed", "Running"])
    case 2: changed.addresses = address(200).split(separator: ",").compactMap { IPAddress(String($0)) }
    case 3: changed.ports = ports()
    case 4:
      changed.nodeName = pick(["node-0", "node-1", ""])
      changed.hostNetwork = chance(2)
    case 5, 6: changed.namespace = pick(["a", "b", "c", "fresh"])
    default: break
    }
    return changed
  }
}
