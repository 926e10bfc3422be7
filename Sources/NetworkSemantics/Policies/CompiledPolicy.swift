package import KubeCore

/// A NetworkPolicy made ready for evaluation: selectors checked, addresses parsed, defaults filled in.
///
/// Where `policyTypes` is missing, Ingress holds always and Egress where there is an egress rule
/// (`SetDefaults_NetworkPolicy`). An invalid part is a ``PolicyProblem`` and matches nothing.
package struct CompiledPolicy: Sendable {
  package let name: NamespacedName
  /// Which pods of the policy's namespace it selects; `nil` where the selector is invalid: none.
  package let podSelector: SelectorMatcher?
  /// Rules of a direction, `nil` where the policy does not isolate in it.
  let ingress: [CompiledRule]?
  let egress: [CompiledRule]?
  package let problems: [PolicyProblem]
  package let spec: NetworkPolicySpec

  init(
    name: NamespacedName, podSelector: SelectorMatcher?, ingress: [CompiledRule]?, egress: [CompiledRule]?,
    problems: [PolicyProblem], spec: NetworkPolicySpec
  ) {
    self.name = name
    self.podSelector = podSelector
    self.ingress = ingress
    self.egress = egress
    self.problems = problems
    self.spec = spec
  }

  package init(_ policy: NetworkPolicy) {
    var compiler = PolicyCompiler(policy)
    self = compiler.compile()
  }

  /// Whether selected pods are isolated in this direction.
  package func isolates(_ direction: PolicyDirection) -> Bool { rules(direction) != nil }

  /// Whether one rule of this direction is empty (`{}`): no peers, no ports, so that everything is allowed.
  package func allowsEverything(_ direction: PolicyDirection) -> Bool {
    rules(direction)?.contains(where: \.allowsEverything) ?? false
  }

  func rules(_ direction: PolicyDirection) -> [CompiledRule]? { direction == .egress ? egress : ingress }

  /// Whether the policy applies to this pod: same namespace, matching labels, not on the host's network, not finished.
  package func selects(_ endpoint: PodEndpoint) -> Bool {
    endpoint.namespace == name.namespace && endpoint.isSelectable && podSelector?.matches(endpoint.labels) == true
  }
}

/// One rule: allows what matches one of its peers and one of its ports.
struct CompiledRule: Hashable, Sendable {
  /// Position in the policy's list.
  let index: Int
  /// `nil`: any peer.
  let peers: [CompiledPeer]?
  /// `nil`: any port of any protocol.
  let ports: [CompiledPort]?

  var allowsEverything: Bool { peers == nil && ports == nil }
}

/// Whom one element of `from` or `to` stands for.
enum CompiledPeer: Hashable, Sendable {
  case pods(namespaces: NamespaceScope, pods: SelectorMatcher, clause: PeerClause)
  case addresses(IPSet)
  /// Invalid.
  case nothing
}

/// In which namespaces a peer looks for pods.
enum NamespaceScope: Hashable, Sendable {
  /// The policy's own.
  case own
  case matching(SelectorMatcher)
}

/// The fields that a peer of pods was written with.
enum PeerClause: String, Hashable, Sendable {
  case podSelector
  case namespaceSelector
  case both = "namespaceSelector+podSelector"
}

/// Which ports one element of `ports` stands for.
enum CompiledPort: Hashable, Sendable {
  /// No transport stands for any protocol, which only kube-router's reading of an undefaulted object has.
  case range(TransportProtocol?, PortSet)
  /// The number that the destination pod gives a port of this name and protocol.
  case named(TransportProtocol, String)
  /// Invalid.
  case nothing
}
