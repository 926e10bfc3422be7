import CLIApp
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import Support
import Testing

/// `netrisk reconcile` against an API server with something that answers as the operator does.
@Suite("Reconcile", .timeLimit(.minutes(5)))
struct ReconcileTests {
  /// Echoes the requests of some NetRisks, as the operator does when it has evaluated the cluster.
  private final class Echo: Sendable {
    private let task: Task<Void, Never>

    init(_ client: KubeClient, answering isAnswered: @escaping @Sendable (ObjectMeta) -> Bool) {
      task = Task {
        async let first: Void = Self.run(NetRisk.self, client, isAnswered)
        async let second: Void = Self.run(ClusterNetRisk.self, client, isAnswered)
        _ = await (first, second)
      }
    }

    private static func run<Object: Resource>(
      _ type: Object.Type, _ client: KubeClient, _ isAnswered: @escaping @Sendable (ObjectMeta) -> Bool
    ) async {
      let store = Store<Object>()
      let subscriber = store.subscribe()
      let reflector = Reflector(APIListerWatcher<Object>(client), into: store, time: realTime, seed: 3)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await reflector.run() }
        group.addTask {
          while await subscriber.next() != nil {
            for object in store.snapshot().sorted() where isAnswered(object.metadata) {
              guard let value = object.metadata.annotations[NetRiskAPI.requestedAtAnnotation] else { continue }
              let path = ObjectPath(
                Object.resource, namespace: object.metadata.namespace, name: object.metadata.name)
              _ = try? await client.patch(path.status, .merge, ["status": ["lastHandledRequest": .string(value)]])
            }
          }
        }
      }
    }

    func stop() async {
      task.cancel()
      await task.value
    }
  }

  private static func create(
    _ cluster: LiveCluster, _ name: String, in namespace: String, _ spec: Tree = .object([])
  ) async throws {
    var spec = spec
    spec["workloadRef"] = ["apiVersion": "apps/v1", "kind": "Deployment", "name": "x"]
    _ = try await cluster.admin.create(
      ObjectPath(NetRisk.resource, namespace: namespace),
      [
        "apiVersion": .string(NetRiskAPI.apiVersion), "kind": "NetRisk",
        "metadata": ["name": .string(name), "namespace": .string(namespace)], "spec": spec,
      ])
  }

  private static func with(
    answering isAnswered: @escaping @Sendable (ObjectMeta) -> Bool = { _ in true },
    _ body: (_ run: @escaping ([String]) async -> Session, LiveCluster) async throws -> Void
  ) async throws {
    let cluster = try await LiveCluster()
    try await cluster.installDefinitions()
    for name in ["automation", "media"] {
      _ = try await cluster.admin.create(
        ObjectPath(Namespace.resource),
        ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
    }
    try await create(cluster, "one", in: "automation")
    try await create(cluster, "two", in: "automation")
    try await create(cluster, "three", in: "media")
    let echo = Echo(cluster.admin, answering: isAnswered)
    let kubeconfig = cluster.kubeconfig
    try await body({ await Session.run(waiting: ["reconcile", "--kubeconfig", kubeconfig] + $0) }, cluster)
    await echo.stop()
    await cluster.stop()
  }

  @Test("A named NetRisk of the context's namespace is asked for, and waited for")
  func named() async throws {
    try await Self.with { run, cluster in
      let session = await run(["one"])
      #expect(session.error == "")
      #expect(session.output == "netrisk.netrisk.dev/one reconciled\n")
      #expect(session.exitCode == 0)
      let one: NetRisk = try await cluster.admin.get(namespace: "automation", name: "one")
      #expect(one.metadata.annotations["netrisk.dev/requested-at"] == "2026-11-21T06:00:00Z")
      let two: NetRisk = try await cluster.admin.get(namespace: "automation", name: "two")
      #expect(two.metadata.annotations["netrisk.dev/requested-at"] == nil)
    }
  }

  @Test("All of a namespace, all of all namespaces, and the cluster's own")
  func all() async throws {
    try await Self.with { run, cluster in
      func lines(_ words: String...) async -> Set<String> {
        let session = await run(words)
        #expect(session.error == "")
        #expect(session.exitCode == 0)
        return Set(session.output.split(separator: "\n").map(String.init))
      }
      let (one, two) = ("netrisk.netrisk.dev/one reconciled", "netrisk.netrisk.dev/two reconciled")
      let three = "netrisk.netrisk.dev/three reconciled"
      #expect(await lines("--all") == [one, two])
      #expect(await lines("--all", "-n", "media") == [three])
      #expect(await lines("netrisk.netrisk.dev/three", "-n", "media") == [three])
      _ = try await cluster.admin.create(
        ObjectPath(ClusterNetRisk.resource),
        [
          "apiVersion": .string(NetRiskAPI.apiVersion), "kind": "ClusterNetRisk", "metadata": ["name": "cluster"],
        ])
      let whole = "clusternetrisk.netrisk.dev/cluster reconciled"
      #expect(await lines("-A", "--cluster") == [one, two, three, whole])
      #expect(await lines("--cluster") == [whole])
    }
  }

  @Test("What is missing, suspended or never answered is an error of its own")
  func failures() async throws {
    let isAnswered: @Sendable (ObjectMeta) -> Bool = { $0.name != "two" }
    try await Self.with(answering: isAnswered) { run, cluster in
      try await Self.create(cluster, "asleep", in: "automation", ["suspend": true])
      let session = await run(["one", "nobody", "asleep"])
      #expect(session.exitCode == 1)
      #expect(session.output == "netrisk.netrisk.dev/one reconciled\n")
      #expect(
        session.error == """
          error: netrisk.netrisk.dev/nobody is not in namespace automation.
          error: netrisk.netrisk.dev/asleep is suspended (spec.suspend): the operator leaves it as it is.

          """)
      // An answer to an earlier request is none.
      let two = ObjectPath(NetRisk.resource, namespace: "automation", name: "two").status
      _ = try await cluster.admin.patch(two, .merge, ["status": ["lastHandledRequest": "earlier"]])
      let late = await run(["two", "--timeout", "1s"])
      #expect(late.output == "")
      #expect(late.exitCode == 1)
      #expect(
        late.error == "error: netrisk.netrisk.dev/two was not handled in time; the operator may not be running.\n")
      let requested = await run(["two", "--timeout", "0"])
      #expect(requested.exitCode == 0)
      #expect(requested.output == "netrisk.netrisk.dev/two requested\n")
      let none = await run(["--cluster"])
      #expect(none.exitCode == 1)
    }
  }

  @Test("Without the definitions it is told where they are")
  func noDefinitions() async throws {
    let cluster = try await LiveCluster()
    let session = await Session.run(waiting: ["reconcile", "--kubeconfig", cluster.kubeconfig, "-A"])
    #expect(session.exitCode == 1)
    #expect(session.error.hasSuffix("They are in config/crd.\n"))
    await cluster.stop()
  }
}
