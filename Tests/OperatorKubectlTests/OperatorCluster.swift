import Foundation
import KubeRuntime
import Support
import TestSupport
import Testing

@testable import DevAPIServer

/// A cluster without NetRisk, and the real kubectl for it: the cluster that `NETRISK_TEST_KUBECONFIG` names, else a
/// development API server in this process.
final class OperatorCluster: Sendable {
  /// On a real cluster these tests install NetRisk, and remove it.
  struct Occupied: Error, CustomStringConvertible {
    var words: String
    var description: String { "the cluster has NetRisk, which these tests would remove, or does not say: \(words)" }
  }

  static let namespace = "netrisk-system"
  static let account = "netrisk-controller-manager"
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().resolvingSymlinksInPath()
  private static let named = ProcessInfo.processInfo.environment["NETRISK_TEST_KUBECONFIG"]
  static var isEmbedded: Bool { named == nil }

  /// `nil` for a real cluster.
  let server: DevAPIServer?
  let kubectl: KubectlProgram
  /// What the tests themselves may do: everything.
  let kubeconfig: String
  private let replicas = Lock<[Replica]>([])
  private let news = Signal()

  private init(server: DevAPIServer?, folder: URL) throws {
    self.server = server
    kubectl = try KubectlProgram(folder: folder)
    if let server {
      kubeconfig = folder.appending(path: "admin").path
      try server.kubeconfig().write(toFile: kubeconfig, atomically: true, encoding: .utf8)
      let news = news
      server.audit.onEntry { _ in news.fire() }
    } else {
      kubeconfig = Self.named ?? ""
    }
  }

  /// Runs `body`, and leaves neither processes nor anything of NetRisk behind.
  static func with(_ body: (OperatorCluster) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "netrisk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var server: DevAPIServer?
    if isEmbedded {
      var configuration = DevAPIServerConfiguration()
      configuration.auditLimit = 100_000
      configuration.namespaceGracePeriod = .seconds(5)
      server = DevAPIServer(configuration)
      try await server?.start()
    }
    let cluster = try OperatorCluster(server: server, folder: folder)
    do {
      try await cluster.refuseIfOccupied()
      try await body(cluster)
    } catch {
      await cluster.close(removesAll: !(error is Occupied))
      throw error
    }
    await cluster.close(removesAll: true)
  }

  private func refuseIfOccupied() async throws {
    let answer = try await run(["get", "crd", "netrisks.netrisk.dev", "--ignore-not-found", "-o", "name"])
    // Where it cannot be told nothing is removed either.
    guard answer.status == 0, answer.output.isEmpty else { throw Occupied(words: answer.output + answer.errors) }
  }

  private func close(removesAll: Bool) async {
    for replica in replicas.withLock({ $0 }) { await replica.kill() }
    if removesAll, server == nil {
      // A task of its own: it is done although the time limit has cancelled this one.
      await Task {
        let delete = ["delete", "--ignore-not-found", "--timeout=120s"]
        _ = try? await run(delete + ["-k", Self.top.appending(path: "config/default").path])
        _ = try? await run(delete + ["clusterrolebinding", Self.scraper])
        _ = try? await run(delete + ["namespace", Scenario.own.namespace])
      }.value
    }
    await server?.stop(gracefully: false)
  }

  // MARK: kubectl

  func run(_ arguments: [String], kubeconfig: String? = nil, manifest: String? = nil) async throws
    -> KubectlProgram.Answer
  {
    try await kubectl.run(arguments, kubeconfig: kubeconfig ?? self.kubeconfig, manifest: manifest)
  }

  /// Runs kubectl, which has to succeed; what it prints. No argument has a blank in it.
  @discardableResult
  func done(
    _ arguments: String, kubeconfig: String? = nil, manifest: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> KubectlProgram.Answer {
    let answer = try await run(
      arguments.split(separator: " ").map(String.init), kubeconfig: kubeconfig, manifest: manifest)
    #expect(answer.status == 0, "kubectl \(arguments): \(answer.errors)", sourceLocation: sourceLocation)
    return answer
  }

  /// Returns when kubectl sees that this is so.
  func wait(
    until condition: String, of object: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await done("wait --for=\(condition) \(object) --timeout=120s", sourceLocation: sourceLocation)
  }

  /// Writes a file into the cluster's folder; its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = kubectl.folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  // MARK: Installing

  /// Installs `config/default` as `make deploy` does, with no pods of the operator: its processes stand for them.
  func install() async throws {
    let folder = kubectl.folder.appending(path: "overlay")
    let up = Array(repeating: "..", count: folder.pathComponents.count - 1).joined(separator: "/")
    let overlay = """
      resources: [\(up)\(Self.top.path)/config/default]
      replicas: [{name: \(Self.account), count: 0}]
      """
    _ = try write(overlay, to: "overlay/kustomization.yaml")
    try await done("apply -k \(folder.path)")
    try await wait(
      until: "condition=Established", of: "crd/netrisks.netrisk.dev crd/clusternetrisks.netrisk.dev")
  }

  /// The workloads of an example; on a real cluster a few of the tests' own.
  func populate() async throws -> Scenario {
    guard let server else {
      try await done("apply", manifest: Scenario.own.manifest)
      return .own
    }
    let problems = try await SeedFiles.create(Self.top.appending(path: "examples/k3s-home-assistant").path, in: server)
    #expect(problems.filter { !$0.contains("no kind") } == [])
    return .example
  }

  /// A ServiceAccount with the operator's roles, told apart in the audit log.
  func makeAccount(_ name: String) async throws {
    let who = "--serviceaccount=\(Self.namespace):\(name)"
    try await done("create serviceaccount \(name) -n \(Self.namespace)")
    for role in ["netrisk-manager-role", "netrisk-metrics-auth-role"] {
      try await done("create clusterrolebinding \(name)-\(role) --clusterrole=\(role) \(who)")
    }
    try await done(
      "create rolebinding \(name) --role=netrisk-leader-election-role \(who) -n \(Self.namespace)")
  }

  static let scraper = "netrisk-test-scraper"

  /// A token of a ServiceAccount.
  func token(of account: String) async throws -> String {
    try await done("create token \(account) -n \(Self.namespace) --duration=1h").rows.first?.first ?? ""
  }

  // MARK: Processes

  /// Starts `netrisk operator --leader-elect` as that ServiceAccount.
  func start(
    _ name: String, account: String = OperatorCluster.account, _ arguments: [String] = []
  ) async throws -> Replica {
    let own = try await done("config view --raw --minify --flatten").output
    let file = try write(own, to: "kubeconfig-\(name)")
    try await done("config set-credentials replica --token=\(try await token(of: account))", kubeconfig: file)
    try await done(
      "config set-context --current --user=replica --namespace=\(Self.namespace)", kubeconfig: file)
    let fixed = ["--kubeconfig", file, "--leader-elect", "--health-probe-bind-address", "127.0.0.1:0"]
    // What the policies of a real cluster are enforced by does not matter here.
    let engine = Self.isEmbedded ? [] : ["--engine", "kube-router"]
    let replica = try Replica(
      name, fixed + engine + arguments,
      environment: ["POD_NAME": name, "HOME": kubectl.folder.path, "PATH": "/usr/bin:/bin"])
    replicas.withLock { $0.append(replica) }
    return replica
  }

  // MARK: The audit log

  /// The requests of a ServiceAccount from that place of the log on; none of a real cluster.
  func requests(of account: String, from start: Int = 0) -> [AuditEntry] {
    let user = "system:serviceaccount:\(Self.namespace):\(account)"
    return (server?.audit.entries.dropFirst(start) ?? []).filter { $0.user == user }
  }

  /// How many requests there were so far.
  var requestCount: Int { server?.audit.entries.count ?? 0 }

  /// Returns when the log has this.
  func until(_ isMet: () -> Bool) async throws {
    while !isMet() {
      try Task.checkCancellation()
      await news.wait()
    }
  }
}
