import DevAPIServer
import Foundation
import KubeClient
import KubeCore
import NetRiskAPI
import Support

/// A whole cluster for the operator, in a process of its own as ``PodServer``; `restarts COUNT RATE` lets pods go and
/// come back, four changes each: deleted, made, not ready, ready.
enum ClusterServer {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 2, let pods = Int(arguments[0]) else { throw Failure("serve-cluster PODS KUBECONFIG") }
    let server = DevAPIServer(DevAPIServerConfiguration())
    let fixture = ClusterFixture(pods: pods)
    seed(server, fixture, pods: pods)
    try await server.start()
    try server.kubeconfig().write(toFile: arguments[1], atomically: true, encoding: .utf8)
    let bench = try BenchClient("json", kubeconfig: arguments[1])
    for definition in ResourceDefinition.all {
      _ = try await bench.client.create(ObjectPath(definitions), definition.manifest)
    }
    var restarts = PodRestarts(server.store, pods: pods)
    Line.say("ready")
    for await line in Line.input {
      let words = line.split(separator: " ")
      guard words.count == 3, words[0] == "restarts", let count = Int(words[1]), let rate = Int(words[2]) else {
        throw Failure("unknown command: \(line)")
      }
      try await restarts.run(count, rate: rate)
      Line.say("done")
    }
    await bench.shutdown()
    await server.stop(gracefully: false)
  }

  private static let definitions = APIResource(
    group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition", isNamespaced: false, hasProtobuf: false)

  private static func seed(_ server: DevAPIServer, _ fixture: ClusterFixture, pods: Int) {
    func seed(_ group: String, _ plural: String, _ objects: [Tree]) {
      server.store.seed(StorageName(group: group, plural: plural), objects.map { ObjectDraft($0) })
    }
    seed("", "namespaces", fixture.namespaces)
    seed("", "nodes", fixture.nodes)
    seed("networking.k8s.io", "networkpolicies", fixture.policies)
    seed("apps", "deployments", fixture.objects(of: .deployment))
    seed("apps", "replicasets", fixture.workloads.compactMap(\.replicaSet))
    seed("apps", "statefulsets", fixture.objects(of: .statefulSet))
    seed("apps", "daemonsets", fixture.objects(of: .daemonSet))
    seed("batch", "cronjobs", fixture.objects(of: .job))
    seed("batch", "jobs", fixture.workloads.flatMap(\.jobs))
    server.store.seed(PodServer.pods, (0..<pods).map { PodFixture(index: $0).draft })
  }
}

/// Lets pods of a server go and come back, in random order.
struct PodRestarts {
  private let store: Store
  private let count: Int
  private var random = SplitMix64(seed: 3)

  init(_ store: Store, pods count: Int) {
    self.store = store
    self.count = count
  }

  /// - Parameters:
  ///   - changes: of pods, all in all.
  ///   - rate: changes a second.
  mutating func run(_ changes: Int, rate: Int) async throws {
    let start = ContinuousClock.now
    for step in 0..<changes / 4 {
      try await Task.sleep(until: start + .seconds(Double(step * 4) / Double(rate)))
      try restart(Int(random.next() % UInt64(count)))
    }
    try await Task.sleep(until: start + .seconds(Double(changes) / Double(rate)))
  }

  private func restart(_ index: Int) throws {
    let pod = PodFixture(index: index)
    var unready = pod
    unready.isReady = false
    guard let stored = store.object(PodServer.pods, namespace: pod.workload.namespace, name: pod.name) else { return }
    _ = try store.remove(PodServer.pods, expected: stored.revision, stored)
    let made = try store.create(PodServer.pods, pod.draft)
    let waiting = try store.replace(PodServer.pods, expected: made.revision, unready.draft)
    _ = try store.replace(PodServer.pods, expected: waiting.revision, pod.draft)
  }
}
