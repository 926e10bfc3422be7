import CurlTransport
import DevAPIServer
import FaultProxy
import KubeClient
import KubeCore
import Support

/// A development API server behind the fault proxy, in this process.
final class SoakCluster: Sendable {
  let proxy: FaultProxy
  let time: any TimeSource
  /// Past the proxy.
  let direct: KubeClient
  private let server: DevAPIServer
  private let transport: CurlTransport
  private let proxied: ClientConfiguration
  private let churn: Task<Void, Never>

  init(time: any TimeSource) async throws {
    self.time = time
    var options = DevAPIServerConfiguration()
    options.usesTLS = false
    server = DevAPIServer(options)
    let port = try await server.start()
    proxy = try FaultProxy(backend: Endpoint(port: port))
    transport = try CurlTransport()
    direct = Self.client(port, transport, time, SilentObserver())
    proxied = Self.configuration(proxy.port)
    churn = Self.churn(direct, time)
  }

  func client(observer: any ClientObserver) -> KubeClient { Self.client(proxy.port, transport, time, observer) }

  /// Lists of that resource that the proxy has seen, streamed ones too.
  func lists(_ resource: String) -> Int {
    proxy.exchanges(.list(resource)).count
      + proxy.exchanges(RequestPattern(verb: "watch", resource: resource, sendsInitialEvents: true)).count
  }

  func stop() async {
    churn.cancel()
    await churn.value
    await transport.shutdown()
    proxy.cutConnections(.reset)
    await server.stop(gracefully: false)
  }

  private static func configuration(_ port: UInt16) -> ClientConfiguration {
    var configuration = ClientConfiguration(
      server: ServerAddress(isSecure: false, host: "127.0.0.1", port: Int(port)))
    configuration.authentication.token = .literal(Secret("admin-token"))
    return configuration
  }

  private static func client(
    _ port: UInt16, _ transport: CurlTransport, _ time: any TimeSource, _ observer: any ClientObserver
  ) -> KubeClient {
    let configuration = configuration(port)
    let authenticator = Authenticator(
      configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: .system)
    return KubeClient(
      configuration, transport: transport, authenticator: authenticator, time: time, observer: observer)
  }

  /// Twenty changes a second, as long as the cluster lives: an object is made, changed and removed.
  private static func churn(_ client: KubeClient, _ time: any TimeSource) -> Task<Void, Never> {
    Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        let path = ObjectPath(ConfigMap.resource, namespace: "default", name: "churn-\(number % 50)")
        let object: Tree = [
          "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(path.name)],
          "data": ["n": .string(String(number))],
        ]
        if number % 3 == 0 {
          _ = try? await client.delete(path)
        } else if (try? await client.update(path, object)) == nil {
          _ = try? await client.create(ObjectPath(ConfigMap.resource, namespace: "default"), object)
        }
        try? await time.sleep(for: .milliseconds(50))
      }
    }
  }
}
