import KubeCore

/// A port with a name that a pod's container declares.
package struct PodPort: Hashable, Sendable {
  package var name: String
  package var transport: TransportProtocol
  package var number: UInt16
  /// Whether an init container declares it, which kube-router does not look at (`grabNamedPortFromPod`).
  package var isOfInitContainer: Bool

  package init(
    name: String, transport: TransportProtocol = .tcp, number: UInt16, isOfInitContainer: Bool = false
  ) {
    self.name = name
    self.transport = transport
    self.number = number
    self.isOfInitContainer = isOfInitContainer
  }

  /// Named ports of containers and of sidecars, that is init containers that keep running (`restartPolicy: Always`).
  static func ports(of spec: PodSpec) -> [PodPort] {
    ports(of: spec.containers, isOfInitContainer: false)
      + ports(of: spec.initContainers.filter { $0.restartPolicy == "Always" }, isOfInitContainer: true)
  }

  private static func ports(of containers: [Container], isOfInitContainer: Bool) -> [PodPort] {
    containers.flatMap(\.ports).compactMap { port in
      guard !port.name.isEmpty, let number = UInt16(exactly: port.containerPort), number > 0,
        let transport = TransportProtocol(rawValue: port.protocol.isEmpty ? "TCP" : port.protocol)
      else { return nil }
      return PodPort(
        name: port.name, transport: transport, number: number, isOfInitContainer: isOfInitContainer)
    }
  }
}
