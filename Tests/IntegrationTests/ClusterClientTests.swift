import CurlTransport
import Foundation
import KubeClient
import KubeCore
import Support
import Testing

/// The client against a real API server, named by `NETRISK_TEST_KUBECONFIG`.
@Suite(
  "The client against a cluster", .enabled(if: ProcessInfo.processInfo.environment["NETRISK_TEST_KUBECONFIG"] != nil))
struct ClusterClientTests {
  private static let configMaps = APIResource(
    group: "", version: "v1", plural: "configmaps", kind: "ConfigMap", isNamespaced: true, hasProtobuf: true)
  private static let leases = APIResource(
    group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease", isNamespaced: true,
    hasProtobuf: true)

  /// A client, and a namespace that is deleted at the end.
  private static func withNamespace(
    format: WireFormat = .protobuf, _ body: (KubeClient, String) async throws -> Void
  ) async throws {
    let configuration = try configuration()
    let transport = try CurlTransport()
    let client = client(configuration, transport, format: format)
    let name = "netrisk-test-" + UUID().uuidString.lowercased().prefix(8)
    _ = try await client.create(ObjectPath(Namespace.resource), object("v1", "Namespace", name))
    do { try await body(client, name) } catch {
      _ = try? await client.delete(ObjectPath(Namespace.resource, name: name))
      await transport.shutdown()
      throw error
    }
    _ = try await client.delete(ObjectPath(Namespace.resource, name: name))
    await transport.shutdown()
  }

  private static func configuration() throws -> ClientConfiguration {
    let environment = ProcessEnvironment.system
    return try ClientConfiguration.load(
      kubeconfig: environment.variables["NETRISK_TEST_KUBECONFIG"], environment: environment, files: SystemFiles(),
      userAgent: UserAgent.text(version: "0.0.0", part: "test"))
  }

  private static func client(
    _ configuration: ClientConfiguration, _ transport: CurlTransport, format: WireFormat = .protobuf
  ) -> KubeClient {
    let time = SystemTime()
    let authenticator = Authenticator(
      configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: .system)
    return KubeClient(configuration, transport: transport, authenticator: authenticator, time: time, format: format)
  }

  private static func object(_ version: String, _ kind: String, _ name: String, _ more: (String, Tree)...) -> Tree {
    var tree: Tree = ["apiVersion": .string(version), "kind": .string(kind), "metadata": ["name": .string(name)]]
    for (field, value) in more { tree[field] = value }
    return tree
  }

  private static func policy(_ name: String) -> Tree {
    object("networking.k8s.io/v1", "NetworkPolicy", name, ("spec", ["podSelector": [:], "policyTypes": ["Ingress"]]))
  }

  private static func failure(_ body: () async throws -> some Sendable) async -> KubeError? {
    do {
      _ = try await body()
      return nil
    } catch { return error as? KubeError }
  }

  @Test("Create, get, update, each patch, dry run, conflict and delete of an object")
  func verbs() async throws {
    try await Self.withNamespace { client, namespace in
      let collection = ObjectPath(Self.configMaps, namespace: namespace)
      let path = ObjectPath(Self.configMaps, namespace: namespace, name: "a")
      let dry = try await client.create(
        collection, Self.object("v1", "ConfigMap", "a", ("data", ["k": "dry"])), WriteOptions(isDryRun: true))
      #expect(dry["data"]?["k"] == "dry")
      #expect(await Self.failure { try await client.get(path) }?.isNotFound == true)
      let created = try await client.create(collection, Self.object("v1", "ConfigMap", "a", ("data", ["k": "1"])))
      #expect(
        await Self.failure { try await client.create(collection, Self.object("v1", "ConfigMap", "a")) }?.isAlreadyExists
          == true)
      var changed = created
      changed["data"] = ["k": "2"]
      #expect(try await client.update(path, changed)["data"]?["k"] == "2")
      #expect(await Self.failure { try await client.update(path, changed) }?.isConflict == true)
      _ = try await client.patch(path, .merge, ["data": ["m": "merge", "k": .null]])
      _ = try await client.patch(path, .strategic, ["data": ["s": "strategic"]])
      _ = try await client.patch(path, .json, [["op": "add", "path": "/data/j", "value": "json"]])
      let applied = try await client.patch(
        path, .apply, Self.object("v1", "ConfigMap", "a", ("data", ["p": "apply"])), WriteOptions(fieldManager: "x"))
      #expect(applied["data"] == ["j": "json", "m": "merge", "p": "apply", "s": "strategic"])
      let stolen = Self.object("v1", "ConfigMap", "a", ("data", ["p": "stolen"]))
      let conflict = await Self.failure {
        try await client.patch(path, .apply, stolen, WriteOptions(fieldManager: "y"))
      }
      #expect(conflict?.isConflict == true)
      _ = try await client.patch(path, .apply, stolen, WriteOptions(fieldManager: "y", isForced: true))
      var options = DeleteOptions()
      options.uid = "00000000-0000-0000-0000-000000000000"
      #expect(await Self.failure { try await client.delete(path, options) }?.isConflict == true)
      options.uid = nil
      options.propagation = .background
      #expect(try await client.delete(path, options)["status"] == "Success")
    }
  }

  @Test("Unknown fields warn or fail as asked; a wrong object names its fields")
  func validation() async throws {
    try await Self.withNamespace { client, namespace in
      let collection = ObjectPath(NetworkPolicy.resource, namespace: namespace)
      var options = WriteOptions(isDryRun: true)
      options.fieldValidation = .strict
      var policy = Self.policy("p")
      policy["nope"] = 1
      let strict = await Self.failure { try await client.create(collection, policy, options) }
      #expect(strict?.code == 400)
      let wrong = Self.object(
        "networking.k8s.io/v1", "NetworkPolicy", "p", ("spec", ["podSelector": [:], "policyTypes": ["Sideways"]]))
      guard case .status(let status, _)? = await Self.failure({ try await client.create(collection, wrong) }) else {
        Issue.record("a wrong policy is refused")
        return
      }
      #expect(status.reason == "Invalid")
      #expect(status.details.causes.first?.field.hasPrefix("spec.policyTypes") == true)
    }
  }

  @Test("Lists, pages and watches agree in both formats", arguments: [WireFormat.protobuf, .json])
  func listAndWatch(format: WireFormat) async throws {
    try await Self.withNamespace(format: format) { client, namespace in
      let collection = ObjectPath(NetworkPolicy.resource, namespace: namespace)
      for name in ["a", "b", "c"] { _ = try await client.create(collection, Self.policy(name)) }
      let whole = try await client.list(NetworkPolicy.self, namespace: namespace)
      #expect(whole.items.map(\.metadata.name) == ["a", "b", "c"])
      #expect(whole.items.allSatisfy { !$0.metadata.managedFields.isEmpty })
      var options = ListOptions()
      options.limit = 2
      let first = try await client.list(NetworkPolicy.self, namespace: namespace, options)
      options.continue = first.metadata.continue
      let second = try await client.list(NetworkPolicy.self, namespace: namespace, options)
      #expect(first.items + second.items == whole.items)
      let one: NetworkPolicy = try await client.get(namespace: namespace, name: "b")
      #expect(one == whole.items[1])

      var watching = WatchOptions(timeoutSeconds: 60)
      watching.resourceVersion = whole.metadata.resourceVersion
      let source = APIListerWatcher<NetworkPolicy>(client, namespace: namespace)
      let stream = try await source.watch(watching)
      _ = try await client.delete(ObjectPath(NetworkPolicy.resource, namespace: namespace, name: "b"))
      #expect(try await Self.read(stream, until: "deleted b") == ["deleted b"])
    }
  }

  @Test("A streaming list begins with what is there", arguments: [WireFormat.protobuf, .json])
  func streamingList(format: WireFormat) async throws {
    try await Self.withNamespace(format: format) { client, namespace in
      let collection = ObjectPath(NetworkPolicy.resource, namespace: namespace)
      for name in ["a", "b"] { _ = try await client.create(collection, Self.policy(name)) }
      var options = WatchOptions(timeoutSeconds: 60)
      options.sendInitialEvents = true
      options.resourceVersionMatch = "NotOlderThan"
      let stream = try await client.watch(NetworkPolicy.self, namespace: namespace, options)
      var seen = try await Self.read(stream, until: "all")
      // A server that has only just started with a slow etcd refuses it within the stream (RequestWatchProgress).
      if seen == ["error 500"] { return }
      _ = try await client.delete(ObjectPath(NetworkPolicy.resource, namespace: namespace, name: "b"))
      seen += try await Self.read(stream, until: "deleted b")
      #expect(seen == ["added a", "added b", "all", "deleted b"])
    }
  }

  /// One word for each event, up to an event or the end.
  private static func read(_ stream: any WatchStream<NetworkPolicy>, until last: String) async throws -> [String] {
    var seen: [String] = []
    while seen.last != last, let events = try await stream.next() {
      for event in events {
        switch event {
        case .added(let policy): seen.append("added \(policy.metadata.name)")
        case .modified(let policy): seen.append("modified \(policy.metadata.name)")
        case .deleted(let policy): seen.append("deleted \(policy.metadata.name)")
        case .bookmark(_, let isInitialEventsEnd): if isInitialEventsEnd { seen.append("all") }
        case .error(let status): seen.append("error \(status.code)")
        case .unreadable(let error): seen.append(error.message)
        }
      }
    }
    return seen
  }

  @Test("An expired resourceVersion, one of the future and a missing path are told apart")
  func refusals() async throws {
    try await Self.withNamespace { client, namespace in
      var options = ListOptions()
      options.resourceVersion = "999999999999"
      options.resourceVersionMatch = "NotOlderThan"
      // The server asks to come back in a second, ten times; that is the policy of others.
      var request = try APIRequest.list(ObjectPath(NetworkPolicy.resource, namespace: namespace), options)
      request.maxRetries = 0
      let future = await Self.failure { try await client.tree(request) }
      #expect(future?.isTooLargeResourceVersion == true)
      let nowhere = await Self.failure { try await client.raw("/apis/nope.example/v1/things") }
      #expect(nowhere?.isNotFound == true)
      var watching = WatchOptions(timeoutSeconds: 5)
      watching.resourceVersion = "1"
      let stream = try await client.watch(NetworkPolicy.self, namespace: namespace, watching)
      guard case .error(let status)? = try await stream.next()?.first else { return }
      #expect(status.code == 410)
    }
  }

  @Test("A Lease is created and renewed by resourceVersion")
  func lease() async throws {
    try await Self.withNamespace { client, namespace in
      let lease = Self.object(
        "coordination.k8s.io/v1", "Lease", "l", ("spec", ["holderIdentity": "me", "leaseDurationSeconds": 15]))
      let created = try await client.create(ObjectPath(Self.leases, namespace: namespace), lease)
      let path = ObjectPath(Self.leases, namespace: namespace, name: "l")
      var renewed = created
      renewed["spec"] = ["holderIdentity": "you", "leaseDurationSeconds": 15]
      #expect(try await client.update(path, renewed)["spec"]?["holderIdentity"] == "you")
      #expect(await Self.failure { try await client.update(path, renewed) }?.isConflict == true)
      #expect(try await client.get(path)["spec"]?["holderIdentity"] == "you")
    }
  }

  @Test("A token that is unknown is refused, in protobuf as in JSON", arguments: [WireFormat.protobuf, .json])
  func unauthorized(format: WireFormat) async throws {
    var configuration = try Self.configuration()
    configuration.authentication = Authentication()
    configuration.authentication.token = .literal(Secret("no-such-token"))
    let transport = try CurlTransport()
    let client = Self.client(configuration, transport, format: format)
    let error = await Self.failure { try await client.list(Pod.self).items.count }
    #expect(error?.isUnauthorized == true)
    await transport.shutdown()
  }
}
