import CurlTransport
import DevAPIServer
import FaultProxy
import KubeClient
import KubeCore
import Support

/// An API server in this process, once as it is and once behind the fault proxy.
final class FaultyServer: Sendable {
  let server: DevAPIServer
  let proxy: FaultProxy
  private let transport: CurlTransport
  /// Not disturbed by faults.
  let direct: KubeClient
  private let proxied: ClientConfiguration

  init(seed: UInt64 = 1) async throws {
    var options = DevAPIServerConfiguration()
    options.usesTLS = false
    server = DevAPIServer(options)
    let port = try await server.start()
    proxy = try FaultProxy(backend: Endpoint(port: port), seed: seed)
    transport = try CurlTransport()
    func configuration(_ port: UInt16) -> ClientConfiguration {
      var configuration = ClientConfiguration(
        server: ServerAddress(isSecure: false, host: "127.0.0.1", port: Int(port)))
      configuration.authentication.token = .literal(Secret("admin-token"))
      return configuration
    }
    direct = TestCluster.client(configuration(port), transport)
    proxied = configuration(proxy.port)
  }

  /// A client behind the proxy.
  func client(
    format: WireFormat = .protobuf, time: any TimeSource = realTime,
    observer: any ClientObserver = SilentObserver()
  ) -> KubeClient {
    TestCluster.client(proxied, transport, format: format, time: time, observer: observer)
  }

  func stop() async {
    await transport.shutdown()
    proxy.cutConnections(.reset)
    await server.stop(gracefully: false)
  }
}
