import CurlTransport
import DevAPIServer
import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// What goes wrong below HTTP, with a server that speaks TLS.
@Suite("TLS that fails, and TCP below it", .timeLimit(.minutes(2)))
struct TLSFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fault: TCPFaultProxy.Fault
  }

  static let cases = [
    Case(testDescription: "F16 the handshake is reset", fault: .cut(.toClient, after: 200, .reset)),
    Case(testDescription: "F16 the handshake ends", fault: .cut(.toServer, after: 50, .end)),
    Case(testDescription: "F16 the handshake gets no answer", fault: .silence),
    Case(testDescription: "F10 connections are reset in the middle", fault: .cut(.toClient, after: 3000, .reset)),
    Case(testDescription: "F09 no byte comes any more", fault: .freeze(.toClient, after: 3000)),
    Case(testDescription: "F09 no byte goes any more", fault: .freeze(.toServer, after: 900)),
    Case(
      testDescription: "F13 half-open: the server is gone and nobody says so", fault: .halfOpen(.toClient, after: 3000)),
  ]

  @Test("The store ends up equal to a fresh list", arguments: cases)
  func fault(_ fault: Case) async throws {
    let secure = try await SecureServer()
    var churn = Churn(secure.direct, namespace: "default", seed: 5)
    try await churn.run(20)
    await secure.follower.arrival(of: try await churn.mark())
    secure.proxy.add(.all, fault.fault)
    secure.proxy.cutConnections(.reset)
    try await churn.run(20)
    for _ in 0..<3 { await secure.follower.notice { $0.isFailure } }
    secure.proxy.removeRules()
    secure.proxy.cutConnections(.reset)
    try await expectSync(secure, &churn)
  }

  @Test("F16 a server with a certificate of another authority is not believed, and the right one is when it is back")
  func otherAuthority() async throws {
    let secure = try await SecureServer()
    var churn = Churn(secure.direct, namespace: "default", seed: 5)
    await secure.follower.arrival(of: try await churn.mark())
    let known = secure.follower.versions
    let impostor = DevAPIServer()
    await secure.server.stop()
    try await impostor.start(port: secure.port)
    for _ in 0..<3 { await secure.follower.notice { $0.isTLSFailure } }
    #expect(secure.follower.versions == known)
    await impostor.stop()
    try await secure.server.start(port: secure.port)
    try await expectSync(secure, &churn)
  }

  /// O1. Ends everything.
  private func expectSync(_ secure: SecureServer, _ churn: inout Churn) async throws {
    await secure.follower.arrival(of: try await churn.mark("healed"))
    let fresh = Follower.versions(try await secure.direct.list(ConfigMap.self, namespace: "default"))
    #expect(secure.follower.versions == fresh)
    let replica = Replica(await secure.follower.stop())
    #expect(replica.versions == fresh)
    #expect(replica.problems.isEmpty)
    await secure.stop()
  }
}

/// An API server with TLS behind a proxy that sees bytes alone, and a reflector that follows it.
private final class SecureServer: Sendable {
  let server: DevAPIServer
  let port: UInt16
  let proxy: TCPFaultProxy
  let direct: KubeClient
  let follower: Follower<ConfigMap>
  private let transport: CurlTransport

  init() async throws {
    let time = HurriedTime(100)
    var options = DevAPIServerConfiguration()
    options.time = time
    server = DevAPIServer(options)
    port = try await server.start()
    proxy = try TCPFaultProxy(backend: Endpoint(port: port))
    var curl = CurlConfiguration()
    curl.connectTimeout = .milliseconds(500)
    transport = try CurlTransport(curl)
    let authority = PEMSource.inline(Secret(server.certificateAuthority))
    func configuration(_ port: UInt16) -> ClientConfiguration {
      var configuration = ClientConfiguration(
        server: ServerAddress(isSecure: true, host: "127.0.0.1", port: Int(port)))
      configuration.certificateAuthority = authority
      configuration.authentication.token = .literal(Secret("admin-token"))
      return configuration
    }
    direct = TestCluster.client(configuration(port), transport)
    let proxied = TestCluster.client(
      configuration(proxy.port), HurriedTransport(transport: transport, factor: 100), time: time)
    follower = Follower(proxied, namespace: "default", time: time)
  }

  func stop() async {
    await transport.shutdown()
    proxy.cutConnections(.reset)
    await server.stop(gracefully: false)
  }
}

extension ReflectorNotice {
  fileprivate var isFailure: Bool {
    switch self {
    case .listFailed, .watchFailed, .silent: true
    default: false
    }
  }

  fileprivate var isTLSFailure: Bool {
    switch self {
    case .listFailed(.transport(let error)), .watchFailed(.transport(let error)): error.code == .tls
    default: false
    }
  }
}
