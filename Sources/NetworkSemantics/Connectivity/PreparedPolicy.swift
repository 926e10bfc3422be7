/// A compiled policy with the ports of its rules summed up and numbered.
struct PreparedPolicy: Sendable {
  let policy: CompiledPolicy
  private let egress: [PreparedRule]
  private let ingress: [PreparedRule]

  init(_ policy: CompiledPolicy, _ table: inout ConnectionSetTable) {
    self.policy = policy
    egress = (policy.egress ?? []).map { PreparedRule($0, of: policy, &table) }
    ingress = (policy.ingress ?? []).map { PreparedRule($0, of: policy, &table) }
  }

  func rules(_ direction: PolicyDirection) -> [PreparedRule] { direction == .egress ? egress : ingress }

  /// Whether a rule of this direction names a port.
  func usesNames(_ direction: PolicyDirection) -> Bool { rules(direction).contains(where: \.hasNames) }
}

/// One rule, ready to be read for many pods: a reference, so that reading copies nothing.
final class PreparedRule: Sendable {
  /// The policy's own.
  let namespace: String
  /// `nil`: any peer.
  let peers: [CompiledPeer]?
  let ports: RulePorts
  /// Whether some of the ports are names.
  let hasNames: Bool
  /// The number of the ports that are the same for every destination.
  let fixed: UInt32

  init(_ rule: CompiledRule, of policy: CompiledPolicy, _ table: inout ConnectionSetTable) {
    namespace = policy.name.namespace
    peers = rule.peers
    ports = RulePorts(rule.ports)
    hasNames = !ports.names.isEmpty
    fixed = table.number(ports.fixed)
  }
}
