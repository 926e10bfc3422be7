import KubeClient
import Testing

/// The pod's own configuration, server addresses, proxies and impersonation.
@Suite("Configuration")
struct ConfigurationTests {
  private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

  private static func inCluster(
    _ variables: [String: String], _ files: [String: String]
  ) throws -> ClientConfiguration {
    let files = Dictionary(uniqueKeysWithValues: files.map { ("\(folder)/\($0.key)", $0.value) })
    return try ClientConfiguration.load(
      environment: ProcessEnvironment(variables: variables), files: MemoryFiles(files), userAgent: "netrisk")
  }

  private static let files = ["token": "t", "ca.crt": "-----BEGIN CERTIFICATE-----", "namespace": "netrisk\n"]

  @Test("A pod finds its server, its token, its authority and its namespace")
  func pod() throws {
    let client = try Self.inCluster(
      ["KUBERNETES_SERVICE_HOST": "10.43.0.1", "KUBERNETES_SERVICE_PORT": "443"], Self.files)
    #expect(client.server.url == "https://10.43.0.1:443")
    #expect(client.authentication.token == .file("\(Self.folder)/token", initial: nil))
    #expect(client.certificateAuthority == .file("\(Self.folder)/ca.crt"))
    #expect(client.namespace == "netrisk")
    #expect(client.warnings == [])
  }

  @Test("An IPv6 address goes into brackets; POD_NAMESPACE comes first; a missing authority is told")
  func podVariants() throws {
    let client = try Self.inCluster(
      ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443", "POD_NAMESPACE": "mine"],
      ["token": "t"])
    #expect(client.server.url == "https://[fd00::1]:6443")
    #expect(client.namespace == "mine")
    #expect(client.certificateAuthority == nil)
    #expect(client.warnings.count == 1)
  }

  @Test("Outside of a cluster and without a kubeconfig the error says both")
  func nothing() {
    for variables in [[:], ["KUBERNETES_SERVICE_HOST": "10.43.0.1"]] {
      let error = #expect(throws: ConfigError.self) { try Self.inCluster(variables, Self.files) }
      #expect(error?.message == "no cluster is configured: there is no kubeconfig with one, and no --server")
    }
    let direct = InClusterConfiguration(environment: ProcessEnvironment(), files: MemoryFiles())
    #expect(throws: ConfigError.self) { try direct.client(userAgent: "") }
    let variables = ["KUBERNETES_SERVICE_HOST": "a", "KUBERNETES_SERVICE_PORT": "x"]
    let badPort = InClusterConfiguration(environment: .init(variables: variables), files: MemoryFiles())
    #expect(throws: ConfigError.self) { try badPort.client(userAgent: "") }
  }

  @Test("A kubeconfig that is there but broken is not passed over for the pod's own")
  func brokenKubeconfig() {
    let variables = [
      "KUBERNETES_SERVICE_HOST": "10.43.0.1", "KUBERNETES_SERVICE_PORT": "443", "KUBECONFIG": "/k",
    ]
    let files = MemoryFiles(["/k": "current-context: gone", "\(Self.folder)/token": "t"])
    let error = #expect(throws: ConfigError.self) {
      try ClientConfiguration.load(environment: .init(variables: variables), files: files, userAgent: "")
    }
    #expect(error?.problems.first?.message == #"current-context: there is no context "gone"; there is none"#)
  }

  @Test(
    "A server is a URL, or a host with a port",
    arguments: [
      ("https://a.example.org", "https://a.example.org:443"), ("HTTPS://a:8443/", "https://a:8443"),
      ("http://a/x/y//?q#f", "http://a:80/x/y"), ("a", "http://a:80"), ("a:6443", "http://a:6443"),
      ("https://[fd00::1]", "https://[fd00::1]:443"), ("https://[fd00::1]:1/p", "https://[fd00::1]:1/p"),
    ])
  func addresses(text: String, url: String) throws { #expect(try ServerAddress(text).url == url) }

  @Test(
    "Anything else says what is wrong",
    arguments: [
      ("", "the host is missing"), ("ftp://a", "the scheme is 'ftp', expected 'https' or 'http'"),
      ("https://", "the host is missing"), ("https://a:0", "the port is '0', expected a number from 1 to 65535"),
      ("https://a:99999999999999999999", "expected a number"), ("https://a:b", "expected a number"),
      ("https://fd00::1", "an IPv6 address stands in brackets"), ("https://[fd00::1", "expected ']'"),
      ("https://[::1]x", "expected ':' and a port"), ("https://u:p@a", "no user name"), ("a/b", "expected a URL"),
      ("https://a b", "no spaces"), ("https://a\r\nX: y", "no spaces"),
    ])
  func badAddresses(text: String, words: String) {
    let error = #expect(throws: ServerAddress.Invalid.self) { try ServerAddress(text) }
    #expect(error?.reason.contains(words) == true)
  }

  @Test("Without a scheme a server is reached by TLS where anything about TLS is said")
  func defaultTLS() throws { #expect(try ServerAddress("a", defaultTLS: true).url == "https://a:443") }

  @Test(
    "NO_PROXY names hosts, domains, addresses, CIDRs and ports",
    arguments: [
      ("", "api.example.org", true), ("*", "api.example.org", false), ("example.org", "api.example.org", false),
      ("example.org", "example.org", false), (".example.org", "example.org", true),
      (".example.org", "API.example.org", false), ("*.example.org", "api.example.org", false),
      ("ample.org", "api.example.org", true), ("api.example.org:6443", "api.example.org", false),
      ("api.example.org:443", "api.example.org", true), ("a, b ,api.example.org", "api.example.org", false),
      ("10.0.0.0/8", "10.1.2.3", false), ("10.0.0.0/8", "11.1.2.3", true), ("10.0.0.0/33", "10.1.2.3", true),
      ("10.1.2.3", "10.1.2.3", false), ("10.1.2", "10.1.2.3", true), ("fd00::/8", "fd00::1", false),
      ("fd00:0::1", "fd00::1", false), ("[fd00::1]:6443", "fd00::1", false), ("0.0.0.0/0", "fd00::1", true),
      ("", "127.0.0.1", false), ("", "127.9.9.9", false), ("", "::1", false), ("", "localhost", false),
      ("::/0", "fd00::1", false), ("/", "api.example.org", true), (",:,[", "api.example.org", true),
    ])
  func noProxy(exceptions: String, host: String, isProxied: Bool) {
    let environment = ProcessEnvironment(variables: ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": exceptions])
    let settings = ProxyRules(environment).settings(for: ServerAddress(host: host, port: 6443))
    #expect((settings.url != nil) == isProxied)
  }

  @Test("HTTPS_PROXY is for TLS, HTTP_PROXY for the rest; upper case comes first; the scheme may be left out")
  func proxies() {
    let environment = ProcessEnvironment(variables: [
      "HTTPS_PROXY": "secure:1", "https_proxy": "http://lower:1", "http_proxy": "socks5://plain:2",
    ])
    let rules = ProxyRules(environment)
    #expect(rules.settings(for: ServerAddress(host: "a", port: 1)).url == "http://secure:1")
    #expect(rules.settings(for: ServerAddress(isSecure: false, host: "a", port: 1)).url == "socks5://plain:2")
    #expect(ProxyRules(ProcessEnvironment()).settings(for: ServerAddress(host: "a", port: 1)).url == nil)
  }

  @Test("Impersonation is headers, its keys escaped")
  func impersonation() {
    var impersonation = Impersonation(user: "jane")
    impersonation.uid = "u-1"
    impersonation.groups = ["devs", "ops"]
    impersonation.extra = ["scopes": ["a", "b"], "example.org/pörson %": ["x"]]
    #expect(
      impersonation.headers == [
        HTTPHeader("Impersonate-User", "jane"), HTTPHeader("Impersonate-Uid", "u-1"),
        HTTPHeader("Impersonate-Group", "devs"), HTTPHeader("Impersonate-Group", "ops"),
        HTTPHeader("Impersonate-Extra-example.org%2Fp%C3%B6rson%20%25", "x"),
        HTTPHeader("Impersonate-Extra-scopes", "a"), HTTPHeader("Impersonate-Extra-scopes", "b"),
      ])
  }

  @Test("The user agent has client-go's form")
  func userAgent() {
    let text = UserAgent.text(version: "1.2.0", part: "operator")
    #expect(text.hasPrefix("netrisk/1.2.0 (linux/") && text.hasSuffix(") operator"))
  }
}
