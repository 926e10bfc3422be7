extension Namespace: DefaultedKind {
  /// Every namespace carries its name as a label, whatever the manifest says. Source: `SetDefaults_Namespace`.
  package mutating func applyDefaults() {
    if !metadata.name.isEmpty { metadata.labels["kubernetes.io/metadata.name"] = metadata.name }
  }
}

extension Service: DefaultedKind {
  /// Source: `SetDefaults_Service`. Cluster IPs are allocated, not defaulted: they stay as they are.
  package mutating func applyDefaults() {
    if spec.type.isEmpty { spec.type = "ClusterIP" }
    for index in spec.ports.indices { spec.ports[index].applyDefaults() }
    guard spec.type == "LoadBalancer" else { return }
    for index in status.loadBalancer.ingress.indices { status.loadBalancer.ingress[index].applyDefaults() }
  }
}

extension ServicePort {
  /// `targetPort` is the port itself where it is left out, 0 or empty.
  package mutating func applyDefaults() {
    if `protocol`.isEmpty { `protocol` = "TCP" }
    switch targetPort {
    case nil, .int(0), .string(""): targetPort = .int(port)
    default: break
    }
  }
}

extension LoadBalancerIngress {
  fileprivate mutating func applyDefaults() {
    if !ip.isEmpty && ipMode == nil { ipMode = "VIP" }
  }
}

extension EndpointSlice: DefaultedKind {
  /// Source: `SetDefaults_EndpointPort` (pkg/apis/discovery/v1/defaults.go).
  package mutating func applyDefaults() {
    for index in ports.indices {
      if ports[index].name == nil { ports[index].name = "" }
      if ports[index].protocol == nil { ports[index].protocol = "TCP" }
    }
  }
}
