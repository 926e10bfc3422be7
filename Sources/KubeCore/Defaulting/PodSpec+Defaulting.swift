extension PodSpec {
  /// What holds in pods and in templates alike. Source: `SetDefaults_PodSpec`, `SetDefaults_ContainerPort`
  /// (pkg/apis/core/v1/defaults.go).
  package mutating func applyDefaults() {
    if dnsPolicy.isEmpty { dnsPolicy = "ClusterFirst" }
    if restartPolicy.isEmpty { restartPolicy = "Always" }
    for index in containers.indices { containers[index].applyDefaults() }
    for index in initContainers.indices { initContainers[index].applyDefaults() }
  }
}

extension Container {
  fileprivate mutating func applyDefaults() {
    for index in ports.indices where ports[index].protocol.isEmpty { ports[index].protocol = "TCP" }
  }

  fileprivate mutating func applyHostPorts() {
    for index in ports.indices where ports[index].hostPort == 0 { ports[index].hostPort = ports[index].containerPort }
  }
}

extension Pod: DefaultedKind {
  /// On the host's network every port is a host port; in templates it stays 0 until a pod is made of them, as it does
  /// since Kubernetes 1.28. Source: `SetDefaults_Pod`.
  package mutating func applyDefaults() {
    spec.applyDefaults()
    guard spec.hostNetwork else { return }
    for index in spec.containers.indices { spec.containers[index].applyHostPorts() }
    for index in spec.initContainers.indices { spec.initContainers[index].applyHostPorts() }
  }
}

extension PodTemplateSpec {
  package mutating func applyDefaults() { spec.applyDefaults() }
}
