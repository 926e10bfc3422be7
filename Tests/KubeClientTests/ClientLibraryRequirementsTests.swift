import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// Bronze and Silver of the requirements for Kubernetes client libraries, and protobuf of Gold, item by item, from a
/// kubeconfig to the request that goes out. Source: kubernetes/design-proposals-archive,
/// `api-machinery/csi-new-client-library-procedure.md`, "Client Capabilities".
@Suite("Requirements for client libraries")
struct ClientLibraryRequirementsTests {
  private static let pem = KubeconfigClientTests.pem
  private static let data = KubeconfigClientTests.data

  /// The request that goes out for `list pods` with a cluster and a user.
  private static func request(
    cluster: String = "", user: String = "{}", files: [String: String] = [:]
  ) async throws -> HTTPRequest {
    let text = """
      apiVersion: v1
      kind: Config
      current-context: c
      contexts: [{name: c, context: {cluster: c, user: u}}]
      clusters: [{name: c, cluster: {server: "https://api.example.org:6443"\(cluster)}}]
      users: [{name: u, user: \(user)}]
      """
    return try await request(["/k/config": text].merging(files) { first, _ in first }, kubeconfig: "/k/config")
  }

  private static func request(
    _ files: [String: String], variables: [String: String] = [:], kubeconfig: String? = nil
  ) async throws -> HTTPRequest {
    let files = MemoryFiles(files)
    let configuration = try ClientConfiguration.load(
      kubeconfig: kubeconfig, environment: ProcessEnvironment(variables: variables), files: files,
      userAgent: "netrisk/1.0.0")
    let time = ManualTime()
    let authenticator = Authenticator(
      configuration, files: files, time: time, processes: ScriptedProcesses(writing: ""))
    let transport = ScriptedTransport([try .recorded("list-pods.pb")])
    let client = KubeClient(configuration, transport: transport, authenticator: authenticator, time: time)
    #expect(try await client.list(Pod.self).items.count == 5)
    return try #require(transport.requests.first)
  }

  private static func authorization(_ request: HTTPRequest) -> String? {
    request.headers.first { $0.isNamed("Authorization") }?.value
  }

  @Test("Bronze 1: configuration from a kubeconfig file")
  func bronzeKubeconfig() async throws {
    #expect(try await Self.request().url == "https://api.example.org:6443/api/v1/pods")
  }

  @Test("Bronze 1.1: basic authentication (discouraged: for tests only)")
  func bronzeBasic() async throws {
    let request = try await Self.request(user: "{username: jane, password: pw}")
    #expect(Self.authorization(request) == "Basic amFuZTpwdw==")
  }

  @Test("Bronze 1.2: X.509 client certificate, inline and by file")
  func bronzeCertificate() async throws {
    let inline = try await Self.request(user: "{client-certificate-data: \(Self.data), client-key-data: \(Self.data)}")
    #expect(inline.tls.clientCertificate == Array(Self.pem.utf8))
    #expect(inline.tls.clientKey == Array(Self.pem.utf8))
    let files = ["/k/u.crt": "-----BEGIN CERTIFICATE-----", "/k/u.key": "-----BEGIN PRIVATE KEY-----"]
    let byFile = try await Self.request(user: "{client-certificate: u.crt, client-key: u.key}", files: files)
    #expect(byFile.tls.clientCertificate == Array("-----BEGIN CERTIFICATE-----".utf8))
    #expect(byFile.tls.clientKey == Array("-----BEGIN PRIVATE KEY-----".utf8))
  }

  @Test("Bronze 1.3: bearer token, inline and by file")
  func bronzeToken() async throws {
    #expect(Self.authorization(try await Self.request(user: "{token: t1}")) == "Bearer t1")
    let byFile = try await Self.request(user: "{tokenFile: token}", files: ["/k/token": "t2\n"])
    #expect(Self.authorization(byFile) == "Bearer t2")
  }

  @Test("Bronze 1.4: TLS with an authority inline and by file, and without verification")
  func bronzeTLS() async throws {
    let inline = try await Self.request(cluster: ", certificate-authority-data: \(Self.data)")
    #expect(inline.tls.certificateAuthorities == Array(Self.pem.utf8))
    let byFile = try await Self.request(
      cluster: ", certificate-authority: ca.crt", files: ["/k/ca.crt": "-----BEGIN CERTIFICATE-----"])
    #expect(byFile.tls.certificateAuthorities == Array("-----BEGIN CERTIFICATE-----".utf8))
    #expect(!byFile.tls.skipsVerification)
    let insecure = try await Self.request(cluster: ", insecure-skip-tls-verify: true")
    #expect(insecure.tls.skipsVerification && insecure.tls.certificateAuthorities == nil)
  }

  @Test("Bronze 2: basic calls work, such as listing pods")
  func bronzeCalls() async throws {
    let test = TestClient([
      try .recorded("list-pods.json"), try .recorded("error-404.json", status: 404),
      .json(#"{"kind":"Status","apiVersion":"v1","status":"Success"}"#),
    ])
    #expect(try await test.client.list(Pod.self, namespace: "automation").items.isEmpty == false)
    let missing = await failure { () async throws(KubeError) in
      try await test.client.get(Pod.self, namespace: "automation", name: "none")
    }
    #expect(missing?.isNotFound == true)
    let path = ObjectPath(Pod.resource, namespace: "automation", name: "a")
    #expect(try await test.client.delete(path)["status"] == "Success")
  }

  @Test("Bronze 3: works from within the cluster")
  func bronzeInCluster() async throws {
    let folder = "/var/run/secrets/kubernetes.io/serviceaccount"
    let request = try await Self.request(
      ["\(folder)/token": "t", "\(folder)/ca.crt": Self.pem],
      variables: ["KUBERNETES_SERVICE_HOST": "10.43.0.1", "KUBERNETES_SERVICE_PORT": "443"])
    #expect(request.url == "https://10.43.0.1:443/api/v1/pods")
    #expect(Self.authorization(request) == "Bearer t")
    #expect(request.tls.certificateAuthorities == Array(Self.pem.trimmed.utf8))
  }

  @Test("Silver 1: watch calls")
  func silverWatch() async throws {
    let test = TestClient([try .recorded("watchlist-pods.json", type: "application/json")])
    let stream = try await test.client.watch(Pod.self, WatchOptions(timeoutSeconds: 300))
    var count = 0
    while let events = try await stream.next() { count += events.count }
    #expect(count == 6)
  }

  @Test("Gold 2: protobuf, the same objects as JSON")
  func goldProtobuf() async throws {
    let test = TestClient([
      try .recorded("list-networkpolicies.pb"), try .recorded("list-networkpolicies.json"),
      try .recorded("watchlist-networkpolicies.pb", type: "application/vnd.kubernetes.protobuf;stream=watch"),
      try .recorded("watchlist-networkpolicies.json"),
    ])
    let lists = [try await test.client.list(NetworkPolicy.self), try await test.client.list(NetworkPolicy.self)]
    #expect(lists[0].items == lists[1].items && !lists[0].items.isEmpty)
    var watches: [[WatchEvent<NetworkPolicy>]] = []
    for _ in 0..<2 {
      let stream = try await test.client.watch(NetworkPolicy.self, WatchOptions(timeoutSeconds: 300))
      var events: [WatchEvent<NetworkPolicy>] = []
      while let batch = try await stream.next() { events += batch }
      watches.append(events)
    }
    #expect(watches[0].dropLast() == watches[1].dropLast() && watches[0].count > 1)
    #expect(test.transport.requests[0].headers[0].value == "application/vnd.kubernetes.protobuf,application/json")
  }
}

extension String {
  /// Without white space at the end.
  var trimmed: String { String(decoding: Array(utf8).trimmed, as: UTF8.self) }
}
