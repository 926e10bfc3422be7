extension NetworkPolicy: DefaultedKind {
  /// Source: `SetDefaults_NetworkPolicy`, `SetDefaults_NetworkPolicyPort` (pkg/apis/networking/v1/defaults.go).
  package mutating func applyDefaults() { spec.applyDefaults() }
}

extension NetworkPolicySpec {
  /// `Ingress` always, `Egress` where there are egress rules: a policy that shall deny all egress has to say so.
  package mutating func applyDefaults() {
    if policyTypes.isEmpty { policyTypes = egress.isEmpty ? ["Ingress"] : ["Ingress", "Egress"] }
    for index in ingress.indices { Self.applyDefaults(&ingress[index].ports) }
    for index in egress.indices { Self.applyDefaults(&egress[index].ports) }
  }

  private static func applyDefaults(_ ports: inout [NetworkPolicyPort]) {
    for index in ports.indices where ports[index].protocol == nil { ports[index].protocol = "TCP" }
  }
}
