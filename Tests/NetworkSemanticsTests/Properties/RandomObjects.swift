import KubeCore
import NetworkSemantics
import Support

/// Random policies, pods and namespaces from a small vocabulary, so that they meet.
struct RandomObjects {
  var random: SplitMix64
  private var unique = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  static let namespaces = ["a", "ab", "b", "c"]
  private let keys = ["app", "tier", "version", "role"]
  private let values = ["", "1", "2", "3"]

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<Element>(_ choices: [Element], _ fallback: Element) -> Element {
    choices.randomElement(using: &random) ?? fallback
  }

  mutating func namespaceName() -> String { pick(Self.namespaces, "a") }

  mutating func labels() -> Labels {
    var labels = Labels()
    for key in keys where chance(55) { labels[key] = pick(values, "") }
    return labels
  }

  mutating func selector() -> LabelSelector {
    if chance(20) { return LabelSelector() }
    var selector = LabelSelector()
    if chance(60) { selector.matchLabels[pick(keys, "app")] = pick(values, "") }
    if chance(15) { selector.matchLabels[pick(keys, "app")] = pick(values, "") }
    while chance(40) { selector.matchExpressions.append(requirement()) }
    return selector
  }

  private mutating func requirement() -> LabelSelectorRequirement {
    var operation = pick(["In", "NotIn", "Exists", "DoesNotExist"], "In")
    var list: [String] = []
    if operation == "In" || operation == "NotIn" { repeat { list.append(pick(values, "")) } while chance(40) }
    if chance(2) { operation = pick(["Gt", "in", ""], "") }
    if chance(1) { list = list.isEmpty ? ["x"] : [] }
    let key = chance(5) ? "batch.kubernetes.io/job-name" : pick(keys, "app")
    return LabelSelectorRequirement(key: key, operator: operation, values: list)
  }

  mutating func peerSelector() -> PeerSelector {
    if chance(30) { return .absent }
    return chance(20) ? .empty : PeerSelector(selector())
  }

  mutating func peer(blocks: Bool) -> NetworkPolicyPeer {
    if blocks, chance(25) { return block() }
    return NetworkSemanticsTests.peer(pods: peerSelector(), namespaces: chance(40) ? .absent : namespaceSelector())
  }

  private mutating func namespaceSelector() -> PeerSelector {
    chance(20) ? having(["kubernetes.io/metadata.name": namespaceName()]) : peerSelector()
  }

  private mutating func block() -> NetworkPolicyPeer {
    let length = Int.random(in: 20...32, using: &random)
    var except: [String] = []
    let address = "10.0.\(Int.random(in: 0...15, using: &random)).\(Int.random(in: 0...255, using: &random))"
    if length < 31, let prefix = IPPrefix("\(address)/\(length)") {
      while chance(40) { except.append("\(prefix.address)/\(Int.random(in: (length + 1)...32, using: &random))") }
    }
    return NetworkSemanticsTests.block(
      chance(10) ? "0.0.0.0/0" : "\(address)/\(length)", except: chance(10) ? [] : except)
  }

  private mutating func port() -> NetworkPolicyPort {
    let transport: String? = pick([nil, "TCP", "UDP", "SCTP"], nil)
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: return NetworkSemanticsTests.port(nil, transport)
    case 2, 3: return NetworkSemanticsTests.port(.string(pick(["http", "dns", "x"], "x")), transport)
    case 4, 5:
      let first = Int32.random(in: 1...12, using: &random)
      return NetworkSemanticsTests.port(.int(first), transport, to: Int32.random(in: first...14, using: &random))
    default: return NetworkSemanticsTests.port(.int(Int32.random(in: 1...12, using: &random)), transport)
    }
  }

  private mutating func list<Element>(_ percent: Int, _ make: (inout RandomObjects) -> Element) -> [Element] {
    var list: [Element] = []
    while chance(percent) { list.append(make(&self)) }
    return list
  }

  mutating func policy(name: String, blocks: Bool) -> NetworkPolicy {
    NetworkSemanticsTests.policy(
      namespaceName(), name, select: selector(),
      types: pick([[], ["Ingress"], ["Egress"], ["Ingress", "Egress"]], []),
      ingress: list(50) { random in
        ingressRule(random.list(60) { $0.peer(blocks: blocks) }, ports: random.list(50) { $0.port() })
      },
      egress: list(50) { random in
        egressRule(random.list(60) { $0.peer(blocks: blocks) }, ports: random.list(50) { $0.port() })
      })
  }

  /// A pod in any state, now and then with labels that no other pod has.
  mutating func pod(name: String) -> Pod {
    var pod = Pod()
    pod.metadata = ObjectMeta(namespace: namespaceName(), name: name, labels: labels())
    if chance(30) {
      unique += 1
      pod.metadata.labels["batch.kubernetes.io/job-name"] = "job-\(unique)"
      pod.metadata.labels["controller-uid"] = "uid-\(unique)"
    }
    if chance(10) { pod.metadata.deletionTimestamp = Timestamp(seconds: 1) }
    pod.spec.hostNetwork = chance(8)
    pod.status.phase = pick(["Running", "Running", "Running", "Pending", "Succeeded", "Failed", ""], "")
    pod.status.podIP = "10.0.\(Int.random(in: 0...15, using: &random)).\(Int.random(in: 0...255, using: &random))"
    var container = Container()
    for name in ["http", "dns", "http"] where chance(40) {
      var port = ContainerPort()
      port.name = name
      port.containerPort = Int32.random(in: 1...12, using: &random)
      port.protocol = pick(["", "TCP", "UDP"], "")
      container.ports.append(port)
    }
    pod.spec.containers = [container]
    return pod
  }
}
