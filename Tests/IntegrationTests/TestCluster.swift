import CurlTransport
import DevAPIServer
import Foundation
import KubeClient
import KubeCore
import Support

/// The API server that the suite runs against: the one that `NETRISK_TEST_KUBECONFIG` names, else one in this process,
/// reached over TLS like any other.
enum TestCluster {
  static let kubeconfig = ProcessInfo.processInfo.environment["NETRISK_TEST_KUBECONFIG"]

  private static let embedded = Task {
    let server = DevAPIServer()
    try await server.start()
    return server
  }

  static func configuration() async throws -> ClientConfiguration {
    let agent = UserAgent.text(version: "0.0.0", part: "test")
    if let kubeconfig {
      return try ClientConfiguration.load(
        kubeconfig: kubeconfig, environment: .system, files: SystemFiles(), userAgent: agent)
    }
    let text = try await embedded.value.kubeconfig()
    return try ClientConfiguration.load(
      kubeconfig: "kubeconfig", environment: ProcessEnvironment(), files: OneFile(content: Array(text.utf8)),
      userAgent: agent)
  }

  static func client(
    _ configuration: ClientConfiguration, _ transport: any Transport, format: WireFormat = .protobuf,
    time: any TimeSource = realTime, observer: any ClientObserver = SilentObserver()
  ) -> KubeClient {
    let authenticator = Authenticator(
      configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: .system)
    return KubeClient(
      configuration, transport: transport, authenticator: authenticator, time: time, observer: observer,
      format: format)
  }

  /// A client, and a namespace of its own that is deleted at the end.
  static func withNamespace(
    format: WireFormat = .protobuf, _ body: (KubeClient, String) async throws -> Void
  ) async throws {
    let transport = try CurlTransport()
    let client = client(try await configuration(), transport, format: format)
    let name = "netrisk-test-" + UUID().uuidString.lowercased().prefix(8)
    _ = try await client.create(ObjectPath(Namespace.resource), object("v1", "Namespace", name))
    do { try await body(client, name) } catch {
      await remove(name, client)
      await transport.shutdown()
      throw error
    }
    await remove(name, client)
    await transport.shutdown()
  }

  /// Where no controller empties and ends the namespace, that is done here.
  private static func remove(_ name: String, _ client: KubeClient) async {
    let path = ObjectPath(Namespace.resource, name: name)
    let hasControllers =
      (try? await client.get(ObjectPath(ConfigMap.resource, namespace: name, name: "kube-root-ca.crt"))) != nil
    var options = DeleteOptions()
    options.gracePeriodSeconds = 0
    for resource in [ConfigMap.resource, Pod.resource, NetworkPolicy.resource, Lease.resource, Event.resource]
    where !hasControllers {
      try? await client.deleteCollection(ObjectPath(resource, namespace: name), ListOptions(), options)
    }
    _ = try? await client.delete(path)
    guard !hasControllers, var namespace = try? await client.get(path) else { return }
    namespace["spec"] = ["finalizers": []]
    _ = try? await client.update(
      ObjectPath(Namespace.resource, name: name, subresource: "finalize"), namespace)
  }

  static func object(_ version: String, _ kind: String, _ name: String, _ more: (String, Tree)...) -> Tree {
    var tree: Tree = ["apiVersion": .string(version), "kind": .string(kind), "metadata": ["name": .string(name)]]
    for (field, value) in more { tree[field] = value }
    return tree
  }

  static func failure(_ body: () async throws -> some Sendable) async -> KubeError? {
    do {
      _ = try await body()
      return nil
    } catch { return error as? KubeError }
  }
}

/// A file system with one file under every name.
private struct OneFile: FileAccess {
  let content: [UInt8]

  func read(_ path: String) throws(FileFailure) -> [UInt8] { content }
}
