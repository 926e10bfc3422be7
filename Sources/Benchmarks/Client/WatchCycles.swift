import KubeClient
import KubeCore

/// Opens and ends watches one after another, each with a connection of its own.
enum WatchCycles {
  /// Before anything is compared: what is made once is made by then.
  private static let warmUp = 200

  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let count = Int(arguments[2]) else {
      throw Failure("client-cycles FORMAT KUBECONFIG COUNT")
    }
    let bench = try BenchClient(arguments[0], kubeconfig: arguments[1])
    for _ in 0..<warmUp { try await cycle(bench.client) }
    try await ProcessStatus.untilQuiet()
    let (descriptors, memory) = (ProcessStatus.descriptorCount, ProcessStatus.memory("VmRSS"))
    let clock = ContinuousClock()
    let (start, cpu) = (clock.now, CPUTime.now)
    for _ in 0..<count { try await cycle(bench.client) }
    Line.figure("wall", (clock.now - start) / .milliseconds(Double(count)))
    Line.figure("cpu", (CPUTime.now - cpu) * 1e3 / Double(count))
    try await ProcessStatus.untilQuiet()
    Line.figure("descriptors", Double(ProcessStatus.descriptorCount - descriptors))
    Line.figure("memory", ProcessStatus.memory("VmRSS") - memory)
    await bench.shutdown()
  }

  /// A streaming list of a namespace without pods, up to the bookmark that ends it.
  private static func cycle(_ client: KubeClient) async throws {
    var options = WatchOptions(timeoutSeconds: 300)
    options.sendInitialEvents = true
    options.resourceVersionMatch = "NotOlderThan"
    let stream = try await client.watch(Pod.self, namespace: "default", options)
    guard let events = try await stream.next(), !events.isEmpty else { throw Failure("a watch ended by itself") }
    stream.cancel()
  }
}
