import CurlTransport
import Foundation
import KubeClient
import KubeCore
import KubeRuntime
import Support

/// The first sync of all pods of a cluster: transport, client, reflector and store, over the wire. Only reads.
///
/// The cluster is the one of the kubeconfig that `NETRISK_BENCH_KUBECONFIG` names. Each format has a process of its own,
/// so that the peak of one is not that of the other.
enum SyncBenchmark {
  private static let formats: [(name: String, format: WireFormat)] = [("protobuf", .protobuf), ("json", .json)]

  static func run() {
    guard kubeconfig != nil else {
      return Figure.print("sync", "not measured", "NETRISK_BENCH_KUBECONFIG names no kubeconfig")
    }
    for (name, _) in formats {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      child.arguments = ["sync-" + name]
      do {
        try child.run()
        child.waitUntilExit()
      } catch { Figure.print("sync", name, "cannot be started: \(error)") }
    }
  }

  /// Measures the format that an argument (`sync-protobuf`, `sync-json`) asks for; false if none does.
  static func runFormat(_ arguments: Set<String>) async -> Bool {
    guard let (name, format) = formats.first(where: { arguments.contains("sync-" + $0.name) }) else { return false }
    do { try await measure(name, format) } catch { Figure.print("sync", name, "failed: \(error)") }
    return true
  }

  private static var kubeconfig: String? { ProcessInfo.processInfo.environment["NETRISK_BENCH_KUBECONFIG"] }

  private static func measure(_ name: String, _ format: WireFormat) async throws {
    let configuration = try ClientConfiguration.load(
      kubeconfig: kubeconfig, environment: .system, files: SystemFiles(),
      userAgent: UserAgent.text(version: "0.0.0", part: "benchmark"))
    let time = SystemTime()
    let transport = try CurlTransport()
    let client = KubeClient(
      configuration, transport: transport,
      authenticator: Authenticator(
        configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: .system),
      time: time, format: format)
    let store = Store<Pod>()
    let reflector = Reflector(
      APIListerWatcher<Pod>(client), into: store, settings: ReflectorSettings(), time: time, seed: 1)
    let cpu = CPUTime.now
    let clock = ContinuousClock()
    let start = clock.now
    let task = Task { try? await reflector.run() }
    await store.waitUntilSynced()
    let wall = (clock.now - start) / .seconds(1)
    let perPod = (CPUTime.now - cpu) * 1e6 / Double(max(1, store.count))
    Figure.print("sync \(name)", "\(store.count) pods, wall", Figure.decimal(wall, 2) + " s")
    Figure.print("sync \(name)", "CPU of the client, a pod", Figure.decimal(perPod, 1) + " µs")
    // The peak is read last: reading the other may add to it.
    let settled = status("VmRSS")
    Figure.print("sync \(name)", "resident memory, peak and once synced", "\(status("VmHWM")), \(settled)")
    task.cancel()
    await task.value
    await transport.shutdown()
  }

  /// A field of `/proc/self/status`, as the kernel writes it.
  private static func status(_ field: String) -> String {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
    return line.map { $0.dropFirst(field.count + 1).trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }
}
