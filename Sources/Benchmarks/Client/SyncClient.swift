import KubeCore
import KubeRuntime
import Support

/// One first sync of all pods: transport, client, reflector and store. Then, where it is told that watches have expired,
/// a second list over what is there.
enum SyncClient {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3 else { throw Failure("client-sync FORMAT KUBECONFIG once|twice") }
    let bench = try BenchClient(arguments[0], kubeconfig: arguments[1])
    let clock = ContinuousClock()
    let (cpu, start) = (CPUTime.now, clock.now)
    let (store, task) = bench.follow()
    await store.waitUntilSynced()
    let count = Double(max(1, store.count))
    Line.figure("wall", (clock.now - start) / .seconds(1))
    Line.figure("cpu", (CPUTime.now - cpu) * 1e6 / count)
    Line.figure("pods", Double(store.count))
    try await settle("")
    if arguments[2] == "twice" { try await listAgain(store, count) }
    task.cancel()
    await task.value
    await bench.shutdown()
  }

  /// The peak is read first: reading the rest adds to it.
  private static func settle(_ prefix: String) async throws {
    Line.figure(prefix + "peak", ProcessStatus.memory("VmHWM"))
    try await ProcessStatus.untilQuiet()
    // As the operator does after its evaluation.
    Allocator.releaseUnused()
    Line.figure(prefix + "settled", ProcessStatus.memory("VmRSS"))
  }

  private static func listAgain(_ store: Store<Pod>, _ count: Double) async throws {
    let version = store.snapshot().resourceVersion
    let cpu = CPUTime.now
    Line.say("synced")
    // A relist of what is there tells subscribers nothing: only the version moves.
    while store.snapshot().resourceVersion == version { try await Task.sleep(for: .milliseconds(20)) }
    Line.figure("again-cpu", (CPUTime.now - cpu) * 1e6 / count)
    try await settle("again-")
  }
}
