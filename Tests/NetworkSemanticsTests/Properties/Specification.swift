import KubeCore
import NetworkSemantics

/// The rules of NetworkPolicy once more, straight from the API's text and without any preparation: slow, and
/// independent of the code under test.
enum Specification {
  /// `metav1.LabelSelector`; `nil` where it is invalid.
  static func matches(_ selector: LabelSelector, _ labels: [String: String]) -> Bool? {
    var result = true
    for label in selector.matchLabels where labels[label.key] != label.value { result = false }
    for expression in selector.matchExpressions {
      let value = labels[expression.key]
      switch expression.operator {
      case "In":
        if expression.values.isEmpty { return nil }
        if value == nil || !expression.values.contains(value ?? "") { result = false }
      case "NotIn":
        if expression.values.isEmpty { return nil }
        if let value, expression.values.contains(value) { result = false }
      case "Exists":
        if !expression.values.isEmpty { return nil }
        if value == nil { result = false }
      case "DoesNotExist":
        if !expression.values.isEmpty { return nil }
        if value != nil { result = false }
      default: return nil
      }
    }
    return result
  }

  static func dictionary(_ labels: Labels) -> [String: String] {
    Dictionary(labels.map { ($0.key, $0.value) }) { first, _ in first }
  }

  static func types(_ spec: NetworkPolicySpec) -> [String] {
    if !spec.policyTypes.isEmpty { return spec.policyTypes }
    return spec.egress.isEmpty ? ["Ingress"] : ["Ingress", "Egress"]
  }

  static func selects(_ policy: NetworkPolicy, _ pod: PodEndpoint) -> Bool {
    policy.metadata.namespace == pod.id.namespace && !pod.hostNetwork && pod.phase != "Succeeded"
      && pod.phase != "Failed" && matches(policy.spec.podSelector, dictionary(pod.labels)) == true
  }

  /// Whether a peer that is no ipBlock stands for a pod.
  static func isPodPeer(
    _ peer: NetworkPolicyPeer, of namespace: String, _ pod: PodEndpoint, _ namespaces: [String: [String: String]]
  ) -> Bool {
    if pod.hostNetwork || pod.phase == "Succeeded" || pod.phase == "Failed" || peer.ipBlock != nil { return false }
    let podSelector = peer.podSelector.selector
    let namespaceSelector = peer.namespaceSelector.selector
    if podSelector == nil && namespaceSelector == nil { return false }
    if let podSelector, matches(podSelector, dictionary(pod.labels)) != true { return false }
    if let namespaceSelector {
      var labels = namespaces[pod.id.namespace] ?? [:]
      labels["kubernetes.io/metadata.name"] = pod.id.namespace
      return matches(namespaceSelector, labels) == true
    }
    return pod.id.namespace == namespace
  }

  // MARK: Connections

  struct World {
    var policies: [NetworkPolicy]
    var namespaces: [String: [String: String]]
  }

  /// Whether a connection between two pods with one IPv4 address each is allowed.
  static func allows(
    _ world: World, _ source: PodEndpoint, _ destination: PodEndpoint, _ transport: String, _ port: Int
  ) -> Bool {
    if source.id == destination.id { return true }
    let egress = world.policies.filter { selects($0, source) && types($0.spec).contains("Egress") }
    let ingress = world.policies.filter { selects($0, destination) && types($0.spec).contains("Ingress") }
    let isLeaving =
      egress.isEmpty
      || egress.contains { policy in
        policy.spec.egress.contains { rule in
          isAny(rule.to) { isPeer($0, of: policy.metadata.namespace, destination, world.namespaces) }
            && isAny(rule.ports) { isPort($0, transport, port, destination) }
        }
      }
    let isEntering =
      ingress.isEmpty
      || ingress.contains { policy in
        policy.spec.ingress.contains { rule in
          isAny(rule.from) { isPeer($0, of: policy.metadata.namespace, source, world.namespaces) }
            && isAny(rule.ports) { isPort($0, transport, port, destination) }
        }
      }
    return isLeaving && isEntering
  }

  /// "If this field is empty or missing, this rule matches all."
  private static func isAny<Element>(_ list: [Element], _ matches: (Element) -> Bool) -> Bool {
    list.isEmpty || list.contains(where: matches)
  }

  private static func isPeer(
    _ peer: NetworkPolicyPeer, of namespace: String, _ pod: PodEndpoint, _ namespaces: [String: [String: String]]
  ) -> Bool {
    guard let block = peer.ipBlock else { return isPodPeer(peer, of: namespace, pod, namespaces) }
    guard let address = pod.addresses.first?.description else { return false }
    return isInside(address, block.cidr) && !block.except.contains { isInside(address, $0) }
  }

  /// Whether an IPv4 address is in a block, by comparing the leading bits as text.
  private static func isInside(_ address: String, _ block: String) -> Bool {
    let parts = block.split(separator: "/")
    guard parts.count == 2, let length = Int(parts[1]) else { return false }
    return bits(address).prefix(length) == bits(String(parts[0])).prefix(length)
  }

  private static func bits(_ address: String) -> String {
    address.split(separator: ".").map { part in
      let text = String(Int(part) ?? 0, radix: 2)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }

  private static func isPort(
    _ rulePort: NetworkPolicyPort, _ transport: String, _ port: Int, _ destination: PodEndpoint
  ) -> Bool {
    guard (rulePort.protocol ?? "TCP") == transport else { return false }
    switch rulePort.port {
    case nil: return true
    case .int(let first):
      return rulePort.endPort.map { Int(first) <= port && port <= Int($0) } ?? (Int(first) == port)
    case .string(let name):
      if destination.hostNetwork { return false }
      return destination.ports.contains {
        $0.name == name && $0.transport.rawValue == transport && Int($0.number) == port
      }
    }
  }
}
