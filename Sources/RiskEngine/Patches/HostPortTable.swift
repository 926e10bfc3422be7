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
    let port: HostPort
  }

  /// In order of the pods and of their containers.
  private(set) var entries: [Entry] = []

  init(_ pods: [Pod]) {
    for pod in pods where pod.status.phase != "Succeeded" && pod.status.phase != "Failed" {
      for container in pod.spec.containers {
        for port in container.ports where port.hostPort != 0 || pod.spec.hostNetwork {
          entries.append(Entry(namespace: pod.metadata.namespace, pod: pod.metadata.name, port: HostPort(port)))
        }
      }
    }
  }
}
