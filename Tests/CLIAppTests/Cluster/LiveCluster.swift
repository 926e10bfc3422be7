import CLIApp
import CurlTransport
import Foundation
import KubeClient
import KubeCore
import NetRiskAPI
import Support

@testable import DevAPIServer

/// An API server in this process, a kubeconfig for it, and a client that may do everything.
final class LiveCluster: Sendable {
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  let admin: KubeClient
  /// Of the context `admin`, the current one, and of `reader`, who may read what ``allowReading(_:)`` says.
  let kubeconfig: String
  private let server: DevAPIServer
  private let transport: CurlTransport

  /// - Parameter example: a folder of `examples/`; `nil` for an empty cluster.
  init(_ example: String? = nil) async throws {
    var configuration = DevAPIServerConfiguration()
    configuration.tokens["reader-token"] = UserIdentity(name: "reader")
    server = DevAPIServer(configuration)
    let port = try await server.start()
    transport = try CurlTransport()
    kubeconfig = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    let text = Self.kubeconfig(port, authority: server.certificateAuthority)
    try text.write(toFile: kubeconfig, atomically: true, encoding: .utf8)
    admin = Self.client(
      try ClientConfiguration.load(
        kubeconfig: kubeconfig, environment: ProcessEnvironment(), files: SystemFiles(), userAgent: "test"), transport)
    guard let example else { return }
    let problems = try await SeedFiles.create(Self.top.appending(path: "examples/\(example)").path, in: server)
    // Kinds that the development server does not know are of no interest here.
    if let first = problems.first(where: { !$0.contains("no kind") }) { throw CommandFailure(first) }
  }

  static func client(_ configuration: ClientConfiguration, _ transport: any Transport) -> KubeClient {
    KubeClient(
      configuration, transport: transport,
      authenticator: Authenticator(
        configuration, files: SystemFiles(), time: realTime, processes: SystemProcesses(), environment: .system),
      time: realTime)
  }

  /// - Parameter authority: the server's, as PEM.
  static func kubeconfig(_ port: UInt16, authority: String) -> String {
    let data = Data(authority.utf8).base64EncodedString()
    return """
      apiVersion: v1
      kind: Config
      current-context: admin
      clusters: [{name: dev, cluster: {server: "https://127.0.0.1:\(port)", certificate-authority-data: "\(data)"}}]
      users:
      - {name: admin, user: {token: admin-token}}
      - {name: reader, user: {token: reader-token}}
      contexts:
      - {name: admin, context: {cluster: dev, user: admin, namespace: automation}}
      - {name: reader, context: {cluster: dev, user: reader}}
      """
  }

  func stop() async {
    await transport.shutdown()
    await server.stop(gracefully: false)
    try? FileManager.default.removeItem(atPath: kubeconfig)
  }

  func installDefinitions() async throws {
    let definitions = APIResource(
      group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
      kind: "CustomResourceDefinition", isNamespaced: false, hasProtobuf: false)
    for definition in ResourceDefinition.all {
      _ = try await admin.create(ObjectPath(definitions), definition.manifest)
    }
  }

  /// Lets `reader` list every kind of these API groups.
  func allowReading(_ groups: [String]) async throws {
    func resource(_ kind: String) -> APIResource {
      APIResource(
        group: "rbac.authorization.k8s.io", version: "v1", plural: kind.lowercased() + "s", kind: kind,
        isNamespaced: false, hasProtobuf: false)
    }
    let version: Tree = "rbac.authorization.k8s.io/v1"
    let rule: Tree = [
      "apiGroups": .array(groups.map(Tree.string)), "resources": ["*"], "verbs": ["get", "list", "watch"],
    ]
    _ = try await admin.create(
      ObjectPath(resource("ClusterRole")),
      ["apiVersion": version, "kind": "ClusterRole", "metadata": ["name": "reader"], "rules": [rule]])
    _ = try await admin.create(
      ObjectPath(resource("ClusterRoleBinding")),
      [
        "apiVersion": version, "kind": "ClusterRoleBinding", "metadata": ["name": "reader"],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"],
        "subjects": [["kind": "User", "name": "reader"]],
      ])
  }
}
