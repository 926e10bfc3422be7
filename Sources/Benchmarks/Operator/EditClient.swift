import Foundation
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import Support

/// Edits policies of chatty workloads, one after the other, and measures how long it takes until their rows say so, as a
/// watch sees it. Says `ready` when all rows are there and begins with the first line that comes.
struct EditClient {
  /// Between two edits, so that each has an evaluation of its own.
  private static let pause: Duration = .seconds(2)

  private let client: KubeClient
  private let store = Store<NetRisk>()
  private let subscriber: StoreSubscriber<NetRisk>

  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let pods = Int(arguments[1]), let count = Int(arguments[2]) else {
      throw Failure("client-edits KUBECONFIG PODS COUNT")
    }
    let bench = try BenchClient("json", kubeconfig: arguments[0])
    let client = EditClient(bench.client)
    let reflector = Reflector(
      APIListerWatcher<NetRisk>(bench.client), into: client.store, time: bench.time, seed: 5)
    let task = Task { try? await reflector.run() }
    let chatty = ClusterFixture(pods: pods).chatty
    await client.until { $0.count == chatty.count && $0.sorted().allSatisfy { $0.policyCount != nil } }
    Line.figure("rows", Double(client.store.count))
    Line.say("ready")
    for await _ in Line.input { break }
    var times: [Double] = []
    for edit in 0..<count {
      try await Task.sleep(for: pause)
      times.append(try await client.edit(chatty[edit % chatty.count], isolates: edit / chatty.count % 2 == 1))
    }
    times.sort()
    Line.figure("p50", times[times.count / 2])
    Line.figure("p99", times[min(times.count - 1, times.count * 99 / 100)])
    Line.figure("max", times[times.count - 1])
    task.cancel()
    await task.value
    await bench.shutdown()
  }

  private init(_ client: KubeClient) {
    self.client = client
    subscriber = store.subscribe()
  }

  private func edit(_ workload: WorkloadFixture, isolates: Bool) async throws -> Double {
    let path = ObjectPath(NetworkPolicy.resource, namespace: workload.namespace, name: workload.name)
    let clock = ContinuousClock()
    let start = clock.now
    _ = try await client.patch(path, .merge, ["spec": workload.policy(isolates: isolates)["spec"] ?? [:]])
    await until { $0[workload.namespace, "deployment-\(workload.name)"]?.policyCount == (isolates ? 1 : 0) }
    return (clock.now - start) / .seconds(1)
  }

  private func until(_ isMet: (StoreSnapshot<NetRisk>) -> Bool) async {
    while !isMet(store.snapshot()) { if await subscriber.next() == nil { return } }
  }
}

extension NetRisk {
  /// How many policies select the workload; `nil` before the first status.
  fileprivate var policyCount: Int64? {
    if case .integer(let count)? = statusTree?["summary"]?["policies"] { count } else { nil }
  }
}
