import FuzzSupport
import KubeCore
import NetworkSemantics

/// A few namespaces, pods and policies out of one input.
struct Cluster {
  static let namespaceNames = ["default", "other", "unknown"]
  static let ports: [UInt16] = [1, 80, 443, 8080, 65_535]

  var namespaces: [Namespace]
  var pods: [PodEndpoint]
  var policies: [NetworkPolicy]
  let transport: TransportProtocol
  let port: UInt16
  let block: IPPrefix

  init(_ input: inout FuzzInput) {
    transport = input.pick(TransportProtocol.allCases)
    port = input.pick(Self.ports)
    block = input.prefix()
    namespaces = []
    for name in Self.namespaceNames.dropLast(input.index(below: 2)) {
      namespaces.append(Self.namespace(&input, name))
    }
    pods = []
    for index in 0..<input.index(below: 5) { pods.append(Self.pod(&input, index)) }
    policies = []
    for index in 0..<input.index(below: 5) { policies.append(Self.policy(&input, index)) }
  }

  static func namespace(_ input: inout FuzzInput, _ name: String) -> Namespace {
    var namespace = Namespace()
    namespace.metadata = ObjectMeta(namespace: "", name: name, labels: input.labels())
    return namespace
  }

  static func pod(_ input: inout FuzzInput, _ index: Int) -> PodEndpoint {
    let flags = input.byte()
    var addresses: [IPAddress] = []
    for family in IPFamily.allCases where flags & (family == .ipv4 ? 1 : 2) != 0 {
      let bits = family.maximum / 255 * UInt128(input.byte()) &+ UInt128(index)
      addresses += [IPAddress(family: family, bits: bits)].compactMap { $0 }
    }
    return PodEndpoint(
      id: ObjectKey(kind: "Pod", namespace: input.pick(namespaceNames), name: "p\(index)"), labels: input.labels(),
      hostNetwork: flags & 0xF0 == 0xF0, phase: flags & 0x0F == 0x0F ? "Succeeded" : "Running", addresses: addresses,
      nodeName: "n\(index % 2)", nodeAddress: IPAddress("192.168.0.\(index % 2)"),
      ports: input.list(upTo: 2) { input in
        PodPort(
          name: input.pick(["http", "dns"]), transport: input.pick(TransportProtocol.allCases),
          number: input.pick(ports))
      })
  }

  static func policy(_ input: inout FuzzInput, _ index: Int) -> NetworkPolicy {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: input.pick(namespaceNames), name: "p\(index)")
    policy.spec.podSelector = input.selector()
    policy.spec.policyTypes = input.pick([[], ["Ingress"], ["Egress"], ["Ingress", "Egress"]])
    policy.spec.ingress = input.list(upTo: 2) { input in
      var rule = NetworkPolicyIngressRule()
      rule.from = input.list(upTo: 2) { $0.peer() }
      rule.ports = input.list(upTo: 2) { $0.port() }
      return rule
    }
    policy.spec.egress = input.list(upTo: 2) { input in
      var rule = NetworkPolicyEgressRule()
      rule.to = input.list(upTo: 2) { $0.peer() }
      rule.ports = input.list(upTo: 2) { $0.port() }
      return rule
    }
    return policy
  }
}

extension FuzzInput {
  fileprivate mutating func peerSelector() -> PeerSelector {
    switch index(below: 3) {
    case 0: .absent
    case 1: .empty
    default: PeerSelector(selector())
    }
  }

  fileprivate mutating func peer() -> NetworkPolicyPeer {
    var peer = NetworkPolicyPeer()
    if index(below: 3) == 0 {
      var block = IPBlock()
      block.cidr = prefix().description
      block.except = list(upTo: 2) { $0.prefix().description }
      peer.ipBlock = block
    } else {
      peer.podSelector = peerSelector()
      peer.namespaceSelector = peerSelector()
    }
    return peer
  }

  fileprivate mutating func port() -> NetworkPolicyPort {
    var port = NetworkPolicyPort()
    port.protocol = pick([nil, "TCP", "UDP", "SCTP", "ICMP"])
    switch index(below: 4) {
    case 0: break
    case 1: port.port = .string(pick(["http", "dns"]))
    default: port.port = .int(pick(Cluster.ports.map(Int32.init) + [0, -1, 70_000]))
    }
    if index(below: 3) == 0 { port.endPort = pick([0, 80, 100, 65_535, 65_536]) }
    return port
  }
}
