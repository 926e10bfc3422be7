import KubeCore
import KubeRuntime

/// Follows so many changes of pods: decoder, store and a subscriber that looks at each.
enum WatchClient {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let count = UInt64(arguments[2]) else {
      throw Failure("client-watch FORMAT KUBECONFIG COUNT")
    }
    let bench = try BenchClient(arguments[0], kubeconfig: arguments[1])
    let (store, task) = bench.follow()
    let subscriber = store.subscribe()
    await store.waitUntilSynced()
    try await drain(subscriber, until: store.count)
    try await ProcessStatus.untilQuiet()
    guard let start = UInt64(store.snapshot().resourceVersion) else { throw Failure("a resourceVersion is no number") }
    let clock = ContinuousClock()
    let cpu = CPUTime.now
    Line.say("synced")
    var seen = 0
    var first: ContinuousClock.Instant?
    var reached = start
    // By the deltas and not by the store's version, which moves only after they are out.
    while reached < start + count, let batch = await subscriber.next() {
      first = first ?? clock.now
      for case .updated(_, let pod) in batch.deltas where !pod.status.podIP.isEmpty { seen += 1 }
      if case .updated(_, let pod)? = batch.deltas.last { reached = UInt64(pod.metadata.resourceVersion) ?? reached }
    }
    let wall = (clock.now - (first ?? clock.now)) / .seconds(1)
    let used = CPUTime.now - cpu
    Line.figure("event", used * 1e6 / Double(count))
    Line.figure("share", used / wall * 100)
    Line.figure("rate", Double(count) / wall)
    Line.figure("delivered", Double(seen) / Double(count) * 100)
    Line.figure("resident", ProcessStatus.memory("VmRSS"))
    task.cancel()
    await task.value
    await bench.shutdown()
  }

  private static func drain(_ subscriber: StoreSubscriber<Pod>, until count: Int) async throws {
    var seen = 0
    while seen < count, let batch = await subscriber.next() { seen += batch.deltas.count }
  }
}
