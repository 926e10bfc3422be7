import CurlTransport
import Foundation
import KubeClient
import KubeCore
import NetRiskAPI
import Support

@testable import DevAPIServer

/// An API server in this process with an example on it, and clients for it.
final class TestCluster: Sendable {
  let server: DevAPIServer
  let transport: CurlTransport
  /// May do everything.
  let admin: KubeClient
  /// May do what `config/rbac` lets the operator do.
  let restricted: KubeClient

  static let namespace = "netrisk-system"
  static let operatorName = "system:serviceaccount:\(namespace):netrisk-controller-manager"

  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// - Parameter example: a folder of `examples/`; `nil` for an empty cluster.
  init(_ example: String? = nil, definitions: Bool = true) async throws {
    var configuration = DevAPIServerConfiguration()
    configuration.usesTLS = false
    configuration.auditLimit = 100_000
    configuration.tokens["operator-token"] = UserIdentity(name: Self.operatorName)
    server = DevAPIServer(configuration)
    let port = try await server.start()
    transport = try CurlTransport()
    admin = Self.client(transport, port: port)
    restricted = Self.client(transport, port: port, token: "operator-token")
    try await installRoles()
    if definitions { try await installDefinitions() }
    if let example { try await seed(example) }
  }

  /// - Parameter time: of the waits that a `Retry-After` asks for.
  static func client(
    _ transport: any Transport, port: UInt16, token: String = "admin-token", time: any TimeSource = realTime
  ) -> KubeClient {
    var configuration = ClientConfiguration(
      server: ServerAddress(isSecure: false, host: "127.0.0.1", port: Int(port)))
    configuration.authentication.token = .literal(Secret(token))
    return KubeClient(
      configuration, transport: transport,
      authenticator: Authenticator(
        configuration, files: SystemFiles(), time: realTime, processes: SystemProcesses(), environment: .system),
      time: time)
  }

  func installDefinitions() async throws {
    for definition in ResourceDefinition.all {
      _ = try await admin.create(ObjectPath(Self.definitions), definition.manifest)
    }
  }

  /// The roles as the manifests have them, bound to the operator.
  private func installRoles() async throws {
    let namespaced: Tree = ["name": .string(Self.namespace)]
    _ = try await admin.create(
      ObjectPath(Namespace.resource), ["apiVersion": "v1", "kind": "Namespace", "metadata": namespaced])
    let subject: Tree = ["kind": "User", "name": .string(Self.operatorName)]
    for (scope, kind, namespace) in [
      (PermissionRule.Scope.cluster, "ClusterRole", ""), (.ownNamespace, "Role", Self.namespace),
    ] {
      let metadata: Tree =
        namespace.isEmpty ? ["name": "operator"] : ["name": "operator", "namespace": .string(namespace)]
      let role = Self.rbac(kind, isNamespaced: !namespace.isEmpty)
      let rules = PermissionRule.all.filter { $0.scope == scope }.map(\.tree)
      _ = try await admin.create(
        ObjectPath(role, namespace: namespace),
        [
          "apiVersion": .string(role.apiVersion), "kind": .string(kind), "metadata": metadata,
          "rules": .array(rules),
        ])
      let binding = Self.rbac(kind + "Binding", isNamespaced: !namespace.isEmpty)
      let reference: Tree = [
        "apiGroup": "rbac.authorization.k8s.io", "kind": .string(kind), "name": "operator",
      ]
      _ = try await admin.create(
        ObjectPath(binding, namespace: namespace),
        [
          "apiVersion": .string(binding.apiVersion), "kind": .string(binding.kind), "metadata": metadata,
          "roleRef": reference, "subjects": [subject],
        ])
    }
  }

  private static func rbac(_ kind: String, isNamespaced: Bool) -> APIResource {
    APIResource(
      group: "rbac.authorization.k8s.io", version: "v1", plural: kind.lowercased() + "s", kind: kind,
      isNamespaced: isNamespaced, hasProtobuf: false)
  }

  /// The operator's own requests.
  var requests: [AuditEntry] { server.audit.entries.filter { $0.user == Self.operatorName } }

  static let definitions = APIResource(
    group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition", isNamespaced: false, hasProtobuf: false)

  private func seed(_ example: String) async throws {
    let problems = try await SeedFiles.create(Self.top.appending(path: "examples/\(example)").path, in: server)
    // Kinds that the development server does not know are of no interest here.
    if let first = problems.first(where: { !$0.contains("no kind") }) { throw SeedFailure(message: first) }
  }

  struct SeedFailure: Error { let message: String }

  func stop() async {
    await transport.shutdown()
    await server.stop(gracefully: false)
  }
}
