import CurlTransport
import Foundation
import HTTPServer
import KubeClient
import Support
import TestSupport
import Testing

extension OperatorProcessTests {
  @Test("Metrics go over TLS to whoever may read them, probes to everybody")
  func serving() async throws {
    try await OperatorCluster.with { cluster in
      try await cluster.install()
      let scenario = try await cluster.populate()
      let authority = try CertificateAuthority(
        commonName: "test", validity: 0...Int64(Date.now.timeIntervalSince1970) + 86_400)
      let own = try authority.server(commonName: "metrics")
      _ = try cluster.write(own.certificate, to: "certificates/tls.crt")
      let key = try cluster.write(own.key, to: "certificates/tls.key")
      let folder = URL(filePath: key).deletingLastPathComponent().path
      let replica = try await cluster.start(
        "first", ["--metrics-bind-address", "127.0.0.1:0", "--metrics-cert-path", folder])
      try await cluster.wait(until: "create", of: scenario.object)
      try await cluster.wait(until: "condition=Ready", of: scenario.object)
      let reader = try await Reader(replica, authority: authority.certificate)
      try await probes(reader)
      try await metrics(reader, cluster)
      await reader.transport.shutdown()
      #expect(await replica.stop() == 0)
    }
  }

  private func probes(_ reader: Reader) async throws {
    for path in ["/healthz", "/readyz"] {
      let answer = try await reader.get("http", reader.health, path)
      #expect(answer.status == 200 && answer.text == "ok\n", "\(path): \(answer)")
    }
    #expect(try await reader.get("http", reader.health, "/metrics").status == 404)
    await #expect(throws: TransportError.self) { try await reader.get("https", reader.health, "/healthz") }
  }

  private func metrics(_ reader: Reader, _ cluster: OperatorCluster) async throws {
    try await cluster.done("create serviceaccount \(OperatorCluster.scraper) -n \(OperatorCluster.namespace)")
    let who = "--serviceaccount=\(OperatorCluster.namespace):\(OperatorCluster.scraper)"
    try await cluster.done(
      "create clusterrolebinding \(OperatorCluster.scraper) --clusterrole=netrisk-metrics-reader \(who)")
    let may = try await cluster.token(of: OperatorCluster.scraper)
    // The operator itself may not.
    let mayNot = try await cluster.token(of: OperatorCluster.account)
    let page = try await reader.get("https", reader.metrics, "/metrics", token: may)
    #expect(page.status == 200)
    for name in [
      "netrisk_level{", "workqueue_depth{", "controller_runtime_reconcile_total{",
      "leader_election_master_status{name=\"netrisk-operator\"} 1\n", "rest_client_requests_total{",
    ] {
      #expect(page.text.contains("\n\(name)"), "\(name)")
    }
    #expect(!page.text.contains(may))
    #expect(try await reader.get("https", reader.metrics, "/metrics", token: mayNot).status == 403)
    #expect(try await reader.get("https", reader.metrics, "/metrics", token: "nobody").status == 401)
    #expect(try await reader.get("https", reader.metrics, "/metrics").status == 401)
    #expect(try await reader.get("https", reader.metrics, "/healthz", token: may).status == 404)
    // Neither in the clear, nor with a certificate of somebody else.
    await #expect(throws: TransportError.self) {
      try await reader.get("http", reader.metrics, "/metrics", token: may)
    }
    await #expect(throws: TransportError.self) {
      try await reader.get("https", reader.metrics, "/metrics", token: may, authority: nil)
    }
  }

  @Test("Without a certificate the metrics have one that was made at the start")
  func ownCertificate() async throws {
    try await OperatorCluster.with { cluster in
      try await cluster.install()
      let replica = try await cluster.start("first", ["--metrics-bind-address", "127.0.0.1:0"])
      let reader = try await Reader(replica, authority: nil)
      #expect(try await reader.get("https", reader.metrics, "/metrics", authority: "").status == 401)
      await reader.transport.shutdown()
      #expect(await replica.stop() == 0)
    }
  }
}

/// Asks a replica's servers.
private struct Reader {
  struct Answer {
    var status: Int
    var text: String
  }

  let transport: CurlTransport
  let health: String
  let metrics: String
  private let authority: String?

  init(_ replica: Replica, authority: String?) async throws {
    health = try await replica.port(of: "health probes")
    metrics = try await replica.port(of: "metrics")
    transport = try CurlTransport()
    self.authority = authority
  }

  /// Trusts the authority that it was made with; with an empty one everybody, with `nil` the system's.
  @discardableResult
  func get(_ scheme: String, _ port: String, _ path: String, token: String? = nil) async throws -> Answer {
    try await get(scheme, port, path, token: token, authority: authority)
  }

  @discardableResult
  func get(
    _ scheme: String, _ port: String, _ path: String, token: String? = nil, authority: String?
  ) async throws -> Answer {
    var request = HTTPRequest(method: .get, url: "\(scheme)://127.0.0.1:\(port)\(path)", pool: .list)
    if let token { request.headers.append(HTTPHeader("Authorization", "Bearer \(token)")) }
    request.tls.skipsVerification = authority == ""
    if let authority, authority != "" { request.tls.certificateAuthorities = Array(authority.utf8) }
    request.timeout = .seconds(60)
    let response = try await transport.open(request)
    var bytes: [UInt8] = []
    while let more = try await response.body.next() { bytes += more }
    return Answer(status: response.status, text: String(decoding: bytes, as: UTF8.self))
  }
}
