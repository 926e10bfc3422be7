import KubeCore
import NetworkSemantics

func policy(
  _ namespace: String, _ name: String, select selector: LabelSelector = LabelSelector(), types: [String] = [],
  ingress: [NetworkPolicyIngressRule] = [], egress: [NetworkPolicyEgressRule] = []
) -> NetworkPolicy {
  var policy = NetworkPolicy()
  policy.metadata = ObjectMeta(namespace: namespace, name: name)
  policy.spec.podSelector = selector
  policy.spec.policyTypes = types
  policy.spec.ingress = ingress
  policy.spec.egress = egress
  return policy
}

func ingressRule(_ from: [NetworkPolicyPeer] = [], ports: [NetworkPolicyPort] = []) -> NetworkPolicyIngressRule {
  var rule = NetworkPolicyIngressRule()
  rule.from = from
  rule.ports = ports
  return rule
}

func egressRule(_ to: [NetworkPolicyPeer] = [], ports: [NetworkPolicyPort] = []) -> NetworkPolicyEgressRule {
  var rule = NetworkPolicyEgressRule()
  rule.to = to
  rule.ports = ports
  return rule
}

func peer(pods: PeerSelector = .absent, namespaces: PeerSelector = .absent) -> NetworkPolicyPeer {
  var peer = NetworkPolicyPeer()
  peer.podSelector = pods
  peer.namespaceSelector = namespaces
  return peer
}

func block(_ cidr: String, except: [String] = []) -> NetworkPolicyPeer {
  var ipBlock = IPBlock()
  ipBlock.cidr = cidr
  ipBlock.except = except
  var peer = NetworkPolicyPeer()
  peer.ipBlock = ipBlock
  return peer
}

func port(_ port: IntOrString?, _ transport: String? = "TCP", to endPort: Int32? = nil) -> NetworkPolicyPort {
  var policyPort = NetworkPolicyPort()
  policyPort.protocol = transport
  policyPort.port = port
  policyPort.endPort = endPort
  return policyPort
}

func labels(_ labels: Labels) -> LabelSelector { LabelSelector(matchLabels: labels) }

func having(_ labels: Labels) -> PeerSelector { .matching(LabelSelector(matchLabels: labels)) }

func expression(_ key: String, _ operation: String, _ values: [String] = []) -> LabelSelector {
  LabelSelector(matchExpressions: [LabelSelectorRequirement(key: key, operator: operation, values: values)])
}

func pod(
  _ namespace: String, _ name: String, _ labels: Labels = [:], ip: String = "", host: Bool = false,
  phase: String = "Running", node: String = "", nodeIP: String = "", ports: [PodPort] = []
) -> PodEndpoint {
  PodEndpoint(
    id: ObjectKey(kind: "Pod", namespace: namespace, name: name), labels: labels, hostNetwork: host, phase: phase,
    addresses: ip.split(separator: ",").compactMap { IPAddress(String($0)) }, nodeName: node,
    nodeAddress: IPAddress(nodeIP), ports: ports)
}

func namespace(_ name: String, _ labels: Labels = [:]) -> Namespace {
  var namespace = Namespace()
  namespace.metadata = ObjectMeta(namespace: "", name: name, labels: labels)
  return namespace
}

extension PolicySnapshot {
  /// A snapshot of namespaces without labels of their own, unless they are given.
  init(_ policies: [NetworkPolicy], _ endpoints: [PodEndpoint], namespaces: [Namespace]? = nil) {
    let names = Set(endpoints.map(\.id.namespace)).sorted()
    self.init(policies: policies, endpoints: endpoints, namespaces: namespaces ?? names.map { namespace($0) })
  }

  func verdict(_ source: PodEndpoint, _ destination: PodEndpoint, _ port: String = "TCP/80") -> ConnectionVerdict {
    verdict(.pod(source), .pod(destination), port)
  }

  func verdict(_ source: ConnectionEnd, _ destination: ConnectionEnd, _ port: String = "TCP/80") -> ConnectionVerdict {
    let parts = port.split(separator: "/")
    return verdict(
      from: source, to: destination, transport: TransportProtocol(rawValue: String(parts[0])) ?? .tcp,
      port: UInt16(parts[1]) ?? 0)
  }

  func allows(_ source: PodEndpoint, _ destination: PodEndpoint, _ port: String = "TCP/80") -> Bool {
    verdict(source, destination, port).verdict == .allowed
  }
}

/// A CIDR block as an end of a connection.
func addresses(_ text: String) throws -> ConnectionEnd {
  guard let prefix = IPPrefix(text) else { throw InvalidTestData(text: text) }
  return .addresses(prefix)
}

struct InvalidTestData: Error { let text: String }
