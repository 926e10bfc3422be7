import KubeClient
import KubeRuntime

/// Who this process is in the cluster.
package struct OperatorIdentity: Sendable {
  package static let leaseName = "netrisk-operator"

  /// Of the pod, with something that no other process has: `netrisk-controller-manager-abc_5f3a…`.
  package let name: String
  /// Where the Lease and the history are.
  package let namespace: String

  package init(name: String, namespace: String) {
    self.name = name
    self.namespace = namespace
  }

  func lease(_ client: KubeClient) -> any LeaseClient {
    APILeaseClient(client, namespace: namespace, name: Self.leaseName)
  }
}
