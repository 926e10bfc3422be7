import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

/// An operator that dies at any of its writes leaves nothing that the next one does not put right (F40).
@Suite("Crash points of the operator", .timeLimit(.minutes(4)))
struct CrashPointTests {
  private static let workloads = ["one", "two"]

  /// Two chatty workloads, one isolated, and a CronJob that runs often.
  private static func fill(_ cluster: TestCluster) async throws {
    let node: Tree = [
      "apiVersion": "v1", "kind": "Node", "metadata": ["name": "n"],
      "status": ["nodeInfo": ["kubeletVersion": "v1.34.4+k3s1"]],
    ]
    cluster.server.store.seed(StorageName(group: "", plural: "nodes"), [ObjectDraft(node)])
    _ = try await cluster.admin.create(
      ObjectPath(Namespace.resource), ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "home"]])
    for name in workloads {
      let template: Tree = [
        "metadata": ["labels": ["app": .string(name)]],
        "spec": ["containers": [["name": "c", "image": "example.org/x"]]],
      ]
      _ = try await cluster.admin.create(
        ObjectPath(Deployment.resource, namespace: "home"),
        [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": ["name": .string(name), "annotations": ["netrisk.dev/chatty": "true"]],
          "spec": ["selector": ["matchLabels": ["app": .string(name)]], "template": template],
        ])
    }
    let spec: Tree = ["podSelector": ["matchLabels": ["app": "one"]], "policyTypes": ["Egress"]]
    _ = try await cluster.admin.create(
      ObjectPath(NetworkPolicy.resource, namespace: "home"),
      [
        "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": ["name": "deny"], "spec": spec,
      ])
  }

  /// Statuses by name, without times; `nil` while one is missing.
  private static func statuses(_ netRisks: [NetRisk], _ cluster: [ClusterNetRisk]) -> [String: Tree]? {
    let all = netRisks.map { ($0.metadata.name, $0.statusTree) } + cluster.map { ($0.metadata.name, $0.statusTree) }
    guard all.count == workloads.count + 1, all.allSatisfy({ $0.1 != nil }) else { return nil }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.0, withoutTimes($0.1 ?? .null)) })
  }

  private static func withoutTimes(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      .object(
        members.filter { $0.name != "lastTransitionTime" }.map { Tree.Member($0.name, withoutTimes($0.value)) }
          .sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(withoutTimes))
    default: tree
    }
  }

  private static func settle(_ cluster: TestCluster) async -> [String: Tree] {
    let (netRisks, clusters) = (Watcher<NetRisk>(cluster.admin), Watcher<ClusterNetRisk>(cluster.admin))
    var found: [String: Tree]?
    await netRisks.until { objects in objects.count == workloads.count && objects.allSatisfy { $0.statusTree != nil } }
    await clusters.until { objects in objects.allSatisfy { $0.statusTree != nil } && !objects.isEmpty }
    found = statuses(netRisks.store.snapshot().sorted(), clusters.store.snapshot().sorted())
    await netRisks.stop()
    await clusters.stop()
    return found ?? [:]
  }

  /// What an operator that nobody disturbs leaves behind, and how many writes that takes.
  private static func undisturbed() async throws -> (statuses: [String: Tree], writes: Int) {
    let cluster = try await TestCluster()
    try await fill(cluster)
    let run = OperatorRun(cluster.restricted)
    let statuses = await settle(cluster)
    await run.stop()
    let writes = cluster.requests.count {
      ["create", "patch", "delete"].contains($0.verb) && $0.group == NetRiskAPI.group
    }
    await cluster.stop()
    return (statuses, writes)
  }

  @Test("Killed before or after any write, the next operator ends where an undisturbed one does")
  func everyWrite() async throws {
    let (wanted, writes) = try await Self.undisturbed()
    #expect(wanted.count == Self.workloads.count + 1)
    #expect(writes == 6)
    for point in 0..<writes {
      for isAnswerLost in [false, true] {
        let cluster = try await TestCluster()
        try await Self.fill(cluster)
        let deadly = DeadlyTransport(cluster.transport, writes: point, isAnswerLost: isAnswerLost)
        let first = OperatorRun(TestCluster.client(deadly, port: cluster.server.port, token: "operator-token"))
        await deadly.waitUntilDead()
        await first.crash()
        let second = OperatorRun(cluster.restricted, name: "two")
        let found = await Self.settle(cluster)
        #expect(found == wanted, "killed at write \(point), answer lost: \(isAnswerLost)")
        await second.stop()
        // An object that was made is not made again: no more writes than one of each kind were lost.
        let made = cluster.requests.count { $0.resource == "netrisks" && $0.subresource.isEmpty && $0.status == 201 }
        #expect(made == Self.workloads.count)
        await cluster.stop()
      }
    }
  }
}

/// Carries so many writes of NetRisk's own objects, and nothing any more from then on.
private final class DeadlyTransport: Transport {
  private struct State {
    var writesLeft: Int
    var isDead = false
  }

  private let transport: any Transport
  private let isAnswerLost: Bool
  private let state: Lock<State>
  private let death = Gate()

  /// - Parameter isAnswerLost: the last write reaches the server, its answer reaches nobody.
  init(_ transport: any Transport, writes: Int, isAnswerLost: Bool) {
    self.transport = transport
    self.isAnswerLost = isAnswerLost
    state = Lock(State(writesLeft: writes))
  }

  func waitUntilDead() async { await death.wait() }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let isWrite = request.method != .get && request.url.contains("/apis/" + NetRiskAPI.group)
    let (isDead, isLast) = state.withLock { state in
      if isWrite, !state.isDead {
        if state.writesLeft == 0 { state.isDead = true } else { state.writesLeft -= 1 }
        return (state.isDead, state.isDead)
      }
      return (state.isDead, false)
    }
    guard isDead else { return try await transport.open(request) }
    if isLast, isAnswerLost {
      let response = try await transport.open(request)
      response.body.cancel()
    }
    death.open()
    throw TransportError(.connectionLost, "the process is dead")
  }

  func shutdown() async {}
}
