import CurlTransport
import DevAPIServer
import FaultProxy
import KubeClient
import KubeCore
import Support
import TestSupport

/// An API server in this process, once as it is and once behind the fault proxy.
final class FaultyServer: Sendable {
  let server: DevAPIServer
  let proxy: FaultProxy
  /// Of the server and of clients behind the proxy.
  let time: any TimeSource
  private let port: UInt16
  private let transport: CurlTransport
  private let proxiedTransport: any Transport
  /// Not disturbed by faults.
  let direct: KubeClient
  private let proxied: ClientConfiguration
  /// Answers what ``Fault/olderBackend`` sends there.
  private let late: LateServer?

  /// - Parameters:
  ///   - hurry: how many times faster than the machine's clock time runs for the server and for clients of the proxy.
  ///   - late: a second server of the same cluster that hears of changes later.
  init(seed: UInt64 = 1, hurry: Int? = nil, late: LateServer? = nil) async throws {
    time = hurry.map { HurriedTime($0) as any TimeSource } ?? realTime
    server = DevAPIServer(Self.options(time))
    port = try await server.start()
    proxy = try FaultProxy(
      backend: Endpoint(port: port), olderBackend: late.map { Endpoint(port: $0.port) }, seed: seed)
    let curl = try CurlTransport()
    transport = curl
    proxiedTransport = hurry.map { HurriedTransport(transport: curl, factor: $0) as any Transport } ?? curl
    direct = TestCluster.client(Self.configuration(port), transport)
    proxied = Self.configuration(proxy.port)
    self.late = late
  }

  /// The same uids in every run.
  static func options(_ time: any TimeSource) -> DevAPIServerConfiguration {
    var options = DevAPIServerConfiguration()
    options.usesTLS = false
    options.seed = 7
    options.time = time
    return options
  }

  static func configuration(_ port: UInt16) -> ClientConfiguration {
    var configuration = ClientConfiguration(
      server: ServerAddress(isSecure: false, host: "127.0.0.1", port: Int(port)))
    configuration.authentication.token = .literal(Secret("admin-token"))
    return configuration
  }

  /// A client behind the proxy.
  func client(
    format: WireFormat = .protobuf, time: (any TimeSource)? = nil, observer: any ClientObserver = SilentObserver()
  ) -> KubeClient {
    TestCluster.client(proxied, proxiedTransport, format: format, time: time ?? self.time, observer: observer)
  }

  /// The server comes back with all that it held, on its port.
  func restart() async throws { try await server.start(port: port) }

  func stop() async {
    await transport.shutdown()
    proxy.cutConnections(.reset)
    await server.stop(gracefully: false)
    await late?.stop()
  }
}

/// A second server of the same cluster. It makes the same changes by itself, later: the same seed gives them the same
/// uids and resourceVersions.
final class LateServer: Sendable {
  private let server: DevAPIServer
  let port: UInt16
  private let transport: CurlTransport
  let client: KubeClient

  init(_ time: any TimeSource) async throws {
    server = DevAPIServer(FaultyServer.options(time))
    port = try await server.start()
    transport = try CurlTransport()
    client = TestCluster.client(FaultyServer.configuration(port), transport)
  }

  func stop() async {
    await transport.shutdown()
    await server.stop(gracefully: false)
  }
}
