import KubeClient
import KubeCore
import NetRiskAPI
import OperatorApp
import RiskEngine
import Support
import Telemetry
import Testing

/// An API server, an operator that follows it, and what that has counted.
final class ReplayStage: Sendable {
  /// How the operator is known to have seen all that was done to a kind so far.
  enum Mark: Sendable {
    /// Another object of the kind, whose own request is counted after all others: one watch keeps its order.
    case pod
    case namespace
    case policy
    /// Counted by itself: each change waits for what it moves.
    case none
  }

  let cluster: TestCluster
  private let run: OperatorRun
  private let marks = Lock(0)
  private let seen = Lock(0)

  init(_ cluster: TestCluster, _ run: OperatorRun) {
    self.cluster = cluster
    self.run = run
  }

  /// Returns when the operator has nothing left to do of its own.
  func begin() async throws {
    try await create(Node.resource, "", "node", [:])
    let clusters = Watcher<ClusterNetRisk>(cluster.admin)
    await clusters.until("", NetRiskAPI.clusterName) { $0?.statusTree != nil }
    await clusters.stop()
  }

  func end() async {
    await run.stop()
    await cluster.stop()
  }

  // MARK: Counting

  /// `netrisk_sync_requests_total`, of all kinds of sources.
  var total: Int {
    run.registry.exposition().split(separator: "\n").filter { $0.hasPrefix("netrisk_sync_requests_total{") }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0) { $0 + Int($1) }
  }

  /// The same as it was when last asked for.
  var known: Int { seen.withLock { $0 } }

  /// How much the counter has risen since this was last asked, without what the mark counts for.
  func rise(_ mark: Mark) async throws -> Int {
    let own = try await wait(for: mark)
    let now = total
    return seen.withLock { seen in
      defer { seen = now }
      return now - seen - own
    }
  }

  /// Returns when all that was done to the mark's kind has been seen; with how many requests the mark itself is.
  private func wait(for mark: Mark) async throws -> Int {
    let name = marks.withLock { number in
      number += 1
      return "mark-\(number)"
    }
    switch mark {
    case .pod:
      try await create(Pod.resource, "default", name, ReplayedLife.podSpec)
      try await delete(Pod.resource, "default", name)
      await wait(for: .object(ObjectKey(kind: "Pod", namespace: "default", name: name)))
    case .namespace:
      try await create(Namespace.resource, "", name, [:])
      await wait(for: .object(ObjectKey(kind: "Namespace", namespace: "", name: name)))
    case .policy:
      try await apply(NetworkPolicy.resource, "default", name, ["spec": ["podSelector": [:]]], manager: name)
      await wait(for: .fieldManager(name))
    case .none: return 0
    }
    return 1
  }

  /// Returns when a source has been charged. What it is charged with is in the metric by then too.
  func wait(for source: ChurnSource) async {
    await cluster.until {
      let ledger = run.theOperator.observed.ledger
      return ledger.minutes.contains { $0.charges.contains { ledger.source($0.source) == source } }
    }
  }

  /// Does what changes an EndpointSlice, and returns when the operator has seen that.
  func slice(_ change: () async throws -> Void) async throws {
    func updates() -> Int { run.theOperator.observed.ledger.minutes.reduce(0) { $0 + $1.endpointSliceUpdates } }
    let before = updates()
    try await change()
    await cluster.until { updates() > before }
  }

  /// Does what changes an object that an evaluation depends on, and returns when the operator has seen that.
  func structure(_ change: () async throws -> Void) async throws {
    let before = run.theOperator.observed.structure
    try await change()
    await cluster.until { run.theOperator.observed.structure > before }
  }

  // MARK: Changing

  private static func object(_ resource: APIResource, _ namespace: String, _ name: String, _ fields: Tree) -> Tree {
    var object = fields
    object["apiVersion"] = .string(resource.apiVersion)
    object["kind"] = .string(resource.kind)
    var metadata = fields["metadata"] ?? [:]
    metadata["name"] = .string(name)
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    object["metadata"] = metadata
    return object
  }

  func create(_ resource: APIResource, _ namespace: String, _ name: String, _ fields: Tree) async throws {
    _ = try await cluster.admin.create(
      ObjectPath(resource, namespace: namespace), Self.object(resource, namespace, name, fields))
  }

  func apply(
    _ resource: APIResource, _ namespace: String, _ name: String, _ fields: Tree, manager: String = "kubectl"
  ) async throws {
    _ = try await cluster.admin.patch(
      ObjectPath(resource, namespace: namespace, name: name), .apply, Self.object(resource, namespace, name, fields),
      WriteOptions(fieldManager: manager))
  }

  func patch(_ resource: APIResource, _ namespace: String, _ name: String, _ patch: Tree) async throws {
    _ = try await cluster.admin.patch(ObjectPath(resource, namespace: namespace, name: name), .merge, patch)
  }

  func patchStatus(_ resource: APIResource, _ namespace: String, _ name: String, _ status: Tree) async throws {
    let path = ObjectPath(resource, namespace: namespace, name: name).status
    _ = try await cluster.admin.patch(path, .strategic, ["status": status])
  }

  /// At once, as a kubelet does at the end.
  func delete(_ resource: APIResource, _ namespace: String, _ name: String) async throws {
    var options = DeleteOptions()
    options.gracePeriodSeconds = 0
    _ = try await cluster.admin.delete(ObjectPath(resource, namespace: namespace, name: name), options)
  }
}
