import KubeCore

/// A port of a node.
struct HostPort: Hashable {
  var `protocol`: String
  var number: Int32

  init(_ port: ContainerPort) {
    `protocol` = port.protocol.isEmpty ? "TCP" : port.protocol
    number = port.hostPort == 0 ? port.containerPort : port.hostPort
  }
}

/// The ports that pods declare on their nodes; finished pods hold none.
struct HostPortTable {
  struct Entry {
    let namespace: String
    let pod: String
    /// Empty where it is on none yet.
    let node: String
    let port: HostPort
  }

  /// In order of the pods and of their containers.
  private(set) var entries: [Entry] = []

  init(_ pods: [Pod]) {
    for pod in pods where pod.status.phase != "Succeeded" && pod.status.phase != "Failed" {
      for port in pod.spec.ports where port.hostPort != 0 || pod.spec.hostNetwork {
        entries.append(
          Entry(
            namespace: pod.metadata.namespace, pod: pod.metadata.name, node: pod.spec.nodeName, port: HostPort(port)))
      }
    }
  }
}

extension PodSpec {
  /// Of all containers; those of init containers too, of which some run beside the others.
  var ports: [ContainerPort] { (containers + initContainers).flatMap(\.ports) }
}
