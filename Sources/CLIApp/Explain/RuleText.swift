import KubeCore

/// NetworkPolicy rules in words.
enum RuleText {
  static func ingress(_ rule: NetworkPolicyIngressRule) -> String {
    "\(ports(rule.ports)) from \(peers(rule.from))"
  }

  static func egress(_ rule: NetworkPolicyEgressRule) -> String { "\(ports(rule.ports)) to \(peers(rule.to))" }

  private static func ports(_ ports: [NetworkPolicyPort]) -> String {
    ports.isEmpty ? "every port" : ports.map(port).joined(separator: ", ")
  }

  private static func port(_ port: NetworkPolicyPort) -> String {
    let transport = port.protocol ?? "TCP"
    switch port.port {
    case nil: return "every \(transport) port"
    case .string(let name): return "\(transport)/\(name)"
    case .int(let number): return "\(transport)/\(number)" + (port.endPort.map { "-\($0)" } ?? "")
    }
  }

  private static func peers(_ peers: [NetworkPolicyPeer]) -> String {
    peers.isEmpty ? "everywhere" : peers.map(peer).joined(separator: "; ")
  }

  private static func peer(_ peer: NetworkPolicyPeer) -> String {
    if let block = peer.ipBlock {
      return block.cidr + (block.except.isEmpty ? "" : " except \(block.except.joined(separator: ", "))")
    }
    var pods = "every pod"
    if case .matching(let labels) = peer.podSelector { pods = "pods with \(selector(labels))" }
    return switch peer.namespaceSelector {
    case .absent: "\(pods) of this namespace"
    case .empty: "\(pods) of every namespace"
    case .matching(let labels): "\(pods) of namespaces with \(selector(labels))"
    }
  }

  /// `app=web,tier in (a,b),!legacy`, as kubectl prints selectors.
  static func selector(_ selector: LabelSelector) -> String {
    let labels = selector.matchLabels.map { "\($0.key)=\($0.value)" }
    let expressions = selector.matchExpressions.map { expression in
      switch expression.operator {
      case "Exists": expression.key
      case "DoesNotExist": "!" + expression.key
      default: "\(expression.key) \(expression.operator.lowercased()) (\(expression.values.joined(separator: ",")))"
      }
    }
    return (labels + expressions).joined(separator: ",")
  }
}
