import CurlTransport
import Foundation
import KubeClient
import KubeCore
import KubeRuntime
import Support

/// The client as the operator has it.
struct BenchClient {
  private let transport: CurlTransport
  let client: KubeClient
  let time = SystemTime()

  init(_ format: String, kubeconfig: String) throws {
    Allocator.boundArenas()
    let configuration = try ClientConfiguration.load(
      kubeconfig: kubeconfig, environment: .system, files: SystemFiles(),
      userAgent: UserAgent.text(version: "0.0.0", part: "benchmark"))
    transport = try CurlTransport()
    client = KubeClient(
      configuration, transport: transport,
      authenticator: Authenticator(
        configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: .system),
      time: time, format: try Formats.named(format))
  }

  func shutdown() async { await transport.shutdown() }

  /// A store that is kept in step with the server's pods by the task.
  func follow() -> (Store<Pod>, Task<Void, Never>) {
    let store = Store<Pod>()
    let reflector = Reflector(
      APIListerWatcher<Pod>(client), into: store, settings: ReflectorSettings(), time: time, seed: 1
    ) { notice in FileHandle.standardError.write(Data("\(notice)\n".utf8)) }
    return (store, Task { try? await reflector.run() })
  }
}
