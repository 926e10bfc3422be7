import KubeClient
import KubeCore
import Support

/// Renews a Lease while the same client lists all pods, again and again.
enum LeaseRenewals {
  private static let count = 200
  private static let collection = ObjectPath(Lease.resource, namespace: "default")
  private static let path = ObjectPath(Lease.resource, namespace: "default", name: "benchmark")

  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 2 else { throw Failure("client-lease FORMAT KUBECONFIG") }
    let bench = try BenchClient(arguments[0], kubeconfig: arguments[1])
    let client = bench.client
    // The first renewal opens the connection, as the election does before any list.
    do { _ = try await client.create(collection, lease(nil, 0)) } catch {
      guard error.code == 409 else { throw error }
    }
    var version = try await client.get(path)["metadata"]?["resourceVersion"]
    let lists = Task {
      var count = 0
      while !Task.isCancelled, let page = try? await client.list(Pod.self), !page.items.isEmpty { count += 1 }
      return count
    }
    let clock = ContinuousClock()
    var times: [Double] = []
    for renewal in 1...count {
      let start = clock.now
      let renewed = try await client.update(path, lease(version, renewal))
      version = renewed["metadata"]?["resourceVersion"]
      times.append((clock.now - start) / .milliseconds(1))
      try await clock.sleep(until: start + .milliseconds(50))
    }
    lists.cancel()
    Line.figure("lists", Double(await lists.value))
    times.sort()
    Line.figure("p50", times[times.count / 2])
    Line.figure("p99", times[times.count * 99 / 100])
    Line.figure("max", times[times.count - 1])
    await bench.shutdown()
  }

  private static func lease(_ version: Tree?, _ renewal: Int) -> Tree {
    [
      "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
      "metadata": .members(
        ("name", .string(path.name)), ("namespace", .string(path.namespace)), ("resourceVersion", version)),
      "spec": [
        "holderIdentity": "benchmark", "leaseDurationSeconds": 15, "leaseTransitions": .integer(Int64(renewal)),
      ],
    ]
  }
}
